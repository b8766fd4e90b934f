import { test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { RoutingDesign } from "../../../../controller/contract/aws/routing-design.ts";
import { candidatesFor } from "../../../../controller/core/candidates/candidates-for.ts";
import type { PlannedGroup } from "../../../../controller/core/candidates/ground.ts";
import { canonicalDesign } from "../../../../controller/core/routing/canonical.ts";
import { aGround, type RandomGround } from "./random-ground.ts";
import { sampleKnowledge } from "./sample-knowledge.ts";
import { whoServes } from "./who-serves.ts";

const MOST_CANDIDATES = 124;

function made({ ground, places, accelerated }: RandomGround) {
  const knowledge = sampleKnowledge(ground, { places, accelerated });
  return { ground, knowledge, candidates: candidatesFor(ground, knowledge, null).candidates };
}

/** Nobody but an endpoint; no standby; not known only where the group's country or blocks are not. */
function mayServe({ countries, cidrs }: PlannedGroup, serving: readonly string[]) {
  const isTold = countries.length > 0 && cidrs.length > 0;
  return (who: string) => {
    if (who === "unknown") return !isTold;
    return serving.length === 0 ? who !== "none" && who !== "other" : serving.includes(who);
  };
}

describe("controller/core/candidates/candidates-for, whatever the service", () => {
  test.prop([aGround], { numRuns: 20 })(
    "makes few designs, each valid, with names of their own",
    (world) => {
      const { candidates } = made(world);
      expect(candidates.length).toBeLessThanOrEqual(MOST_CANDIDATES);
      expect(candidates.length).toBeGreaterThan(0);
      expect(new Set(candidates.map(({ name }) => name)).size).toBe(candidates.length);
      for (const { design, name } of candidates) {
        expect([name, canonicalDesign(RoutingDesign.parse(design))]).toEqual([name, design]);
      }
      expect(made(world).candidates).toEqual(candidates);
    },
  );

  test.prop([aGround], { numRuns: 20 })("leads every group to somebody who serves", (world) => {
    const { ground, knowledge, candidates } = made(world);
    const serving = ground.endpoints.filter(({ isStandby }) => !isStandby).map(({ id }) => id);
    const isConfined = ground.groups.some(({ allowed }) => allowed !== null);
    const byKey = new Map(candidates.map((each) => [each.routingKey, each]));
    for (const candidate of byKey.values()) {
      for (const group of ground.groups) {
        const who = whoServes(ground, knowledge, candidate, group.id);
        const right = who.filter(mayServe(group, isConfined ? [] : serving));
        expect([candidate.name, right]).toEqual([candidate.name, who]);
      }
    }
  });

  test.prop([aGround], { numRuns: 20 })(
    "lets settings change nothing about who serves",
    (world) => {
      const { ground, knowledge, candidates } = made(world);
      const known = new Map<string | undefined, string>();
      for (const candidate of candidates) {
        const served = ground.groups
          .map(({ id }) => whoServes(ground, knowledge, candidate, id).join("+"))
          .join(" ");
        expect(known.get(candidate.routingKey) ?? served).toBe(served);
        known.set(candidate.routingKey, served);
      }
    },
  );
});
