import { describe, expect, it } from "vitest";
import { candidatesFor } from "../../../../controller/core/candidates/candidates-for.ts";
import type { Ground } from "../../../../controller/core/candidates/ground.ts";
import { SAMPLE_SERVICE, sampleGround } from "./sample-ground.ts";
import { sampleKnowledge } from "./sample-knowledge.ts";
import { whoServes } from "./who-serves.ts";

const GROUND = sampleGround();

/** Who serves each group by each of some candidates: `ireland virginia …` in the order of groups. */
function served(
  ground: Ground,
  world: Parameters<typeof sampleKnowledge>[1],
  name: string,
): string {
  const knowledge = sampleKnowledge(ground, world);
  const { candidates } = candidatesFor(ground, knowledge, null);
  const candidate = candidates.find((each) => each.name === name);
  if (candidate === undefined) return `no ${name}`;
  return ground.groups
    .map(({ id }) => whoServes(ground, knowledge, candidate, id).join("+"))
    .join(" ");
}

const names = (ground: Ground, world: Parameters<typeof sampleKnowledge>[1] = {}) =>
  candidatesFor(ground, sampleKnowledge(ground, world), null).candidates.map(({ name }) => name);

/** Mexico City is nearer to Los Angeles, but not sooner there. */
const MEXICO = { "mexico-city los-angeles": 45, "mexico-city virginia": 40 };

/** By latency: Portugal to Ireland, Mexico City and Brazil to Virginia, California to Los Angeles. */
const PLAIN = "ireland virginia los-angeles virginia";

describe("controller/core/candidates/candidates-for", () => {
  it("tries every policy with every setting, and the accelerator with every check", () => {
    expect(names(GROUND)).toEqual([
      "simple ttl60",
      "simple ttl20",
      ...[
        "failover",
        "weighted",
        "multivalue",
        "latency",
        "geoproximity",
        "geolocation",
        "ip-based",
      ].flatMap((policy) =>
        ["ttl60-10x3", "ttl60-30x3", "ttl60-10x1", "ttl20-10x2"].map((set) => `${policy} ${set}`),
      ),
      "accelerator 10x3",
      "accelerator 30x3",
      "accelerator 10x1",
      "accelerator 10x2",
    ]);
  });

  it.each<[string, Parameters<typeof sampleKnowledge>[1], string]>([
    ["what latency routing does, without a sure reason", { ms: MEXICO }, PLAIN],
    [
      "an endpoint that is surely faster",
      { ms: { ...MEXICO, "brazil ireland": 20, "brazil virginia": 120 } },
      "ireland virginia los-angeles ireland",
    ],
    [
      "no endpoint whose lead may be chance",
      { ms: { ...MEXICO, "brazil ireland": 90, "brazil virginia": 100 }, noiseMs: 120 },
      PLAIN,
    ],
    [
      "no endpoint that leads by less than is worth acting on",
      { ms: { ...MEXICO, "brazil ireland": 97, "brazil virginia": 100 }, noiseMs: 0.1 },
      PLAIN,
    ],
    [
      "no endpoint of which too few days are known",
      { ms: { ...MEXICO, "brazil ireland": 20, "brazil virginia": 120 }, days: 6 },
      PLAIN,
    ],
    [
      "no endpoint instead of one that was not measured",
      { ms: { ...MEXICO, "brazil ireland": 20, "brazil virginia": null } },
      PLAIN,
    ],
  ])("leads countries and blocks to %s", (_what, world, expected) => {
    expect(served(GROUND, world, "geolocation ttl60-10x3")).toBe(expected);
    expect(served(GROUND, world, "ip-based ttl60-10x3")).toBe(expected);
  });

  it("leads groups of one country alike, by their weights", () => {
    const clientGroups = SAMPLE_SERVICE.clientGroups.map((group) =>
      group.id === "brazil" ? { ...group, country: "MX" } : group,
    );
    const ground = sampleGround({ clientGroups });
    const world = { ms: { ...MEXICO, "brazil ireland": 20, "brazil virginia": 120 } };
    expect(served(ground, world, "geolocation ttl60-10x3")).toBe(PLAIN);
    expect(served(ground, world, "ip-based ttl60-10x3")).toBe(
      "ireland virginia los-angeles ireland",
    );
  });

  it("sets biases where all whom they move are surely better off, and none else", () => {
    const slow = { "mexico-city los-angeles": 90, "mexico-city virginia": 40 };
    const name = "geoproximity with biases ttl60-10x3";
    expect(served(GROUND, { ms: slow }, "geoproximity ttl60-10x3")).toBe(
      "ireland los-angeles los-angeles virginia",
    );
    expect(served(GROUND, { ms: slow }, name)).toBe(PLAIN);
    expect(served(GROUND, { ms: slow, noiseMs: 400 }, name)).toBe(`no ${name}`);
    expect(served(GROUND, {}, name)).toBe(`no ${name}`);
  });

  it("gives users to standbys only while all others fail", () => {
    const endpoints = SAMPLE_SERVICE.endpoints.map((endpoint) =>
      endpoint.id === "virginia" ? { ...endpoint, tier: "standby" } : endpoint,
    );
    const ground = sampleGround({ endpoints });
    const knowledge = sampleKnowledge(ground);
    const serving = ground.endpoints.filter(({ isStandby }) => !isStandby);
    for (const candidate of candidatesFor(ground, knowledge, null).candidates) {
      for (const { id } of ground.groups) {
        expect(whoServes(ground, knowledge, candidate, id)).not.toContain("virginia");
        if (candidate.policy === "simple") continue;
        const inFailure = whoServes(ground, knowledge, candidate, id, serving);
        expect([candidate.name, inFailure]).toEqual([candidate.name, ["virginia"]]);
      }
    }
  });

  it("keeps users where they may be served, whatever fails", () => {
    const residency = [{ groups: ["portugal"], allowedPlaces: ["eu-west-1"] }];
    const ground = sampleGround({ constraints: { residency } });
    const world = { accelerated: [{ group: "portugal", weightedGainUs: 9_000, usdPerMonth: 1 }] };
    const knowledge = sampleKnowledge(ground, world);
    const { candidates, leftOut } = candidatesFor(ground, knowledge, null);
    const [ireland] = ground.endpoints.filter(({ id }) => id === "ireland");
    for (const policy of ["geolocation", "ip-based"]) {
      const candidate = candidates.find((each) => each.policy === policy);
      expect(
        candidate && whoServes(ground, knowledge, candidate, "portugal", [ireland as never]),
      ).toEqual(["ireland"]);
    }
    expect(candidates.filter(({ kind }) => kind === "hybrid")).toEqual([]);
    expect(leftOut.map(({ label }) => label)).toEqual(["hybrid"]);
  });

  it("puts the groups that the accelerator is better for behind it, in every combination of few", () => {
    const accelerated = [
      { group: "mexico-city", weightedGainUs: 9_000, usdPerMonth: 50 },
      { group: "brazil", weightedGainUs: 4_000, usdPerMonth: 5 },
    ];
    const ms = { ...MEXICO, "brazil ireland": 20, "brazil virginia": 120 };
    const hybrids = names(GROUND, { ms, accelerated }).filter((name) => name.startsWith("hybrid"));
    expect(hybrids.filter((name) => name.endsWith("ttl60-30x3"))).toEqual([
      "hybrid mexico-city over geolocation ttl60-30x3",
      "hybrid brazil over geolocation ttl60-30x3",
      "hybrid mexico-city,brazil over geolocation ttl60-30x3",
    ]);
    // With every setting over the best base, with one over the plainest and over one endpoint for the rest.
    expect(hybrids).toHaveLength(3 * 4 + 3 + 3);
    expect(hybrids).toContain("hybrid brazil over latency ttl60-10x3");
    expect(hybrids).toContain("hybrid brazil over simple ttl60-10x3");
  });

  it("says what no design was made of", () => {
    const alone = sampleGround({
      endpoints: SAMPLE_SERVICE.endpoints.slice(0, 1).map(({ resource: _none, ...rest }) => rest),
      clientGroups: SAMPLE_SERVICE.clientGroups.map(({ country: _c, match: _m, ...rest }) => rest),
    });
    const { candidates, leftOut } = candidatesFor(alone, sampleKnowledge(alone), null);
    expect(candidates.map(({ name }) => name)).toEqual(["simple ttl60", "simple ttl20"]);
    expect(leftOut.map(({ label, reason }) => `${label}: ${reason.code}`)).toEqual([
      "failover: one_endpoint",
      "policies that choose among endpoints: one_endpoint",
      "accelerator: nothing_behind_accelerator",
    ]);
    const untold = sampleGround({
      clientGroups: SAMPLE_SERVICE.clientGroups.map(({ country: _c, match: _m, ...rest }) => rest),
    });
    const accelerated = [{ group: "brazil", weightedGainUs: 4_000, usdPerMonth: null }];
    const lack = candidatesFor(untold, sampleKnowledge(untold, { accelerated }), null).leftOut;
    expect(lack.map(({ label, reason }) => `${label}: ${reason.code}`)).toEqual([
      "geolocation: groups_not_told_apart",
      "ip-based: groups_not_told_apart",
      "hybrid: groups_not_told_apart",
    ]);
  });
});
