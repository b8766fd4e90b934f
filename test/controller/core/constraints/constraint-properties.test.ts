import { test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { Service } from "../../../../controller/contract/estate.ts";
import { candidatesFor } from "../../../../controller/core/candidates/candidates-for.ts";
import { constraintCheck } from "../../../../controller/core/constraints/constraint-check.ts";
import { aGround, type RandomGround } from "../candidates/random-ground.ts";
import { sampleKnowledge } from "../candidates/sample-knowledge.ts";
import { whoServes } from "../candidates/who-serves.ts";
import { sampleContext } from "./sample-context.ts";

function made({ service, ground, places, accelerated }: RandomGround) {
  const knowledge = sampleKnowledge(ground, { places, accelerated });
  const { candidates } = candidatesFor(ground, knowledge, null);
  const byKey = new Map(candidates.map((each) => [each.routingKey, each]));
  return { service, ground, knowledge, designs: [...byKey.values()] };
}

type Made = ReturnType<typeof made>;

/** Everything that may be down: each endpoint alone, each two of them, all, none. */
function failuresOf({ ground: { endpoints } }: Made) {
  const pairs = endpoints.flatMap((one, at) => endpoints.slice(at).map((other) => [one, other]));
  return [[], ...pairs, [...endpoints]];
}

/** Who is served, in any failure, by whom residency does not allow. */
function trespasses(world: Made, design: Made["designs"][number]): string[] {
  const { ground, knowledge } = world;
  return ground.groups.flatMap(({ id, allowed }) =>
    allowed === null
      ? []
      : failuresOf(world).flatMap((down) =>
          whoServes(ground, knowledge, design, id, down)
            .filter((who) => !allowed.has(who) && who !== "none" && who !== "unknown")
            .map((who) => `${design.name}: ${id} by ${who}`),
        ),
  );
}

describe("controller/core/constraints/constraint-check, whatever the service", () => {
  test.prop([aGround], { numRuns: 25 })(
    "finds every design that serves somebody from a forbidden place in some failure",
    (given) => {
      const world = made(given);
      const check = constraintCheck(sampleContext(world.service, world.ground, world.knowledge));
      for (const design of world.designs) {
        const isBroken = check(design).some(({ code }) => code === "residency");
        if (!isBroken) expect(trespasses(world, design)).toEqual([]);
      }
    },
  );

  test.prop([aGround], { numRuns: 25 })(
    "lets nobody depend on one endpoint where it finds that failover needs no hand",
    (given) => {
      const constraints = { controlPlaneIndependent: true };
      const service = Service.parse({ ...given.service, constraints });
      const groups = given.ground.groups.map((group) => ({ ...group, allowed: null }));
      const world = made({ ...given, service, ground: { ...given.ground, groups } });
      const { ground, knowledge } = world;
      const check = constraintCheck(sampleContext(service, ground, knowledge));
      for (const design of world.designs.filter((each) => check(each).length === 0)) {
        for (const down of ground.endpoints.length > 1 ? ground.endpoints : []) {
          for (const { id } of ground.groups) {
            expect([design.name, whoServes(ground, knowledge, design, id, [down])]).not.toEqual([
              design.name,
              expect.arrayContaining([down.id]),
            ]);
          }
        }
      }
    },
  );

  test.prop([aGround], { numRuns: 15 })(
    "never finds a design feasible for more being demanded",
    (given) => {
      const world = made(given);
      const codesWith = (constraints: object, objectives: object) => {
        const service = Service.parse({ ...given.service, constraints, objectives });
        const check = constraintCheck(sampleContext(service, world.ground, world.knowledge));
        return world.designs.map((design) => check(design).map(({ code }) => code));
      };
      const own = given.service.constraints ?? {};
      const before = codesWith(own, {});
      const more = { ...own, staticIps: true, clientIp: "preserve", controlPlaneIndependent: true };
      const after = codesWith(more, { rtoS: 60 });
      before.forEach((codes, at) => {
        expect(after[at]).toEqual(expect.arrayContaining(codes));
      });
    },
  );
});
