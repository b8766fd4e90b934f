import { describe, expect, it } from "vitest";
import { RoutingDesign } from "../../../../controller/contract/aws/routing-design.ts";
import { PriceBook } from "../../../../controller/contract/price-book.ts";
import { Scenario } from "../../../../controller/contract/scenario.ts";
import { WhatIf } from "../../../../controller/contract/what-if.ts";
import { applyWhatIf } from "../../../../controller/core/what-if/apply-what-if.ts";
import { whatIfFaults } from "../../../../controller/core/what-if/what-if-faults.ts";
import { historyOf, SAO_PAULO, sampleScenario, whatIf } from "./sample-scenario.ts";

const SCENARIO = sampleScenario();

function tried(
  change: object,
  scenario = SCENARIO,
  elsewhere: Parameters<typeof applyWhatIf>[2] = [],
) {
  const applied = applyWhatIf(scenario, whatIf(change), elsewhere);
  // What comes out is a scenario like any other.
  expect(Scenario.safeParse(applied.scenario).error).toBeUndefined();
  return applied;
}

const pathsOf = ({ evidence }: Scenario, endpoint: string | null, vantage?: string) =>
  evidence.paths.filter(
    (path) => path.endpoint === endpoint && (vantage === undefined || path.vantage === vantage),
  );

const recordsOf = ({ live }: Scenario) => live?.hostedZones.flatMap(({ records }) => records) ?? [];

describe("controller/core/what-if/apply-what-if", () => {
  it("changes nothing where nothing is asked", () => {
    const { scenario, notes } = tried({});
    expect(notes).toEqual([]);
    expect(scenario.evidence).toEqual(SCENARIO.evidence);
    expect(scenario.live).toEqual(SCENARIO.live);
    expect({ ...scenario.service, constraints: undefined }).toEqual(SCENARIO.service);
  });

  it("models how far an added endpoint is, going up and down as what was measured", () => {
    const { scenario, notes } = tried({ add: [SAO_PAULO] });
    const [brazil] = pathsOf(scenario, "sao-paulo", "vantage-brazil");
    expect(brazil).toMatchObject({ entry: "direct", basis: "modelled" });
    expect(brazil?.medians.map(([, us]) => us)).toEqual([500, 1_000, 1_500]);
    // Lisbon to São Paulo is 7,920 km: 2 · 7,920 / 200 · 1.5 = 119 ms.
    const [portugal] = pathsOf(scenario, "sao-paulo", "vantage-portugal");
    expect(portugal?.medians[1]?.[1]).toBeGreaterThan(115_000);
    expect(portugal?.medians[1]?.[1]).toBeLessThan(122_000);
    expect(notes).toMatchObject([{ what: "times straight to sao-paulo", basis: "modelled" }]);
    // What stands does not lead to it.
    expect(scenario.live).toEqual(SCENARIO.live);
  });

  it("prefers what was measured to the same place for another service", () => {
    const history = historyOf("vantage-brazil", "direct", "other-sao-paulo", 4_000, { x: 3 });
    const { scenario, notes } = tried({ add: [SAO_PAULO] }, SCENARIO, [
      { place: "sa-east-1", history },
    ]);
    const [brazil] = pathsOf(scenario, "sao-paulo", "vantage-brazil");
    expect(brazil).toMatchObject({ basis: "measured_elsewhere", medians: history.medians });
    expect(brazil?.days[0]?.servedBy).toEqual({});
    expect(notes.map(({ basis }) => basis)).toEqual(["measured_elsewhere", "modelled"]);
  });

  it("knows nothing from a vantage that measured nothing, and says so", () => {
    const paths = SCENARIO.evidence.paths.filter(({ vantage }) => vantage !== "vantage-brazil");
    const { scenario, notes } = tried(
      { add: [SAO_PAULO] },
      { ...SCENARIO, evidence: { ...SCENARIO.evidence, paths } },
    );
    expect(pathsOf(scenario, "sao-paulo", "vantage-brazil")).toEqual([]);
    expect(notes.at(-1)?.text).toContain("1 vantage measured nothing");
  });

  it("takes an endpoint out of evidence and design, and leads its users on by the model", () => {
    const { scenario, notes } = tried({ remove: ["virginia"] });
    expect(pathsOf(scenario, "virginia")).toEqual([]);
    expect(scenario.service.endpoints.map(({ id }) => id)).not.toContain("virginia");
    expect(recordsOf(scenario).map(({ setIdentifier }) => setIdentifier)).not.toContain(
      "us-east-1",
    );
    expect(scenario.live?.healthChecks.map(({ id }) => id)).not.toContain("check-virginia");
    expect(RoutingDesign.safeParse(scenario.live).success).toBe(true);
    const named = scenario.evidence.paths.filter(({ entry }) => entry === "dns");
    const byVantage = Object.fromEntries(
      named.map(({ vantage, basis, medians }) => [vantage, [basis, medians[1]?.[1]]]),
    );
    expect(byVantage).toMatchObject({
      "vantage-portugal": [undefined, 30_300],
      "vantage-california": [undefined, 25_300],
      // The Region of Oregon is next; its alias leads to the nearer Local Zone.
      "vantage-mexico-city": ["measured_elsewhere", 55_000],
    });
    expect(notes).toMatchObject([{ what: "times as users would be routed", basis: "modelled" }]);
  });

  it("takes aliases out that answer nothing any more", () => {
    const { scenario } = tried({ remove: ["oregon", "los-angeles"] });
    expect(recordsOf(scenario).map(({ setIdentifier }) => setIdentifier)).toEqual([
      "us-east-1",
      "eu-west-1",
    ]);
  });

  it("changes the settings of what stands", () => {
    const { scenario } = tried({ design: { ttlS: 20, intervalS: 10, failureThreshold: 1 } });
    const ttls = recordsOf(scenario).flatMap(({ ttlS }) => ttlS ?? []);
    expect(new Set(ttls)).toEqual(new Set([20]));
    for (const { config } of scenario.live?.healthChecks ?? []) {
      expect(config).toMatchObject({ requestIntervalS: 10, failureThreshold: 1 });
    }
    expect(scenario.evidence).toEqual(SCENARIO.evidence);
  });

  it.each([
    ["failover", 2],
    ["geoproximity", 4],
    ["weighted", 4],
    ["multivalue", 4],
    ["latency", 5],
    ["accelerator", 1],
  ] as const)("leads everybody by %s instead", (policy, records) => {
    const { scenario } = tried({ design: { policy } });
    expect(recordsOf(scenario)).toHaveLength(records);
    expect(scenario.service.incumbent).toBe(policy === "accelerator" ? "accelerator" : "dns");
    expect(RoutingDesign.safeParse(scenario.live).error).toBeUndefined();
  });

  it("leaves out times by the name where the model cannot say who serves", () => {
    const { scenario, notes } = tried({ design: { policy: "weighted" } });
    expect(scenario.evidence.paths.filter(({ entry }) => entry === "dns")).toEqual([]);
    expect(notes).toMatchObject([{ what: "times as users would be routed", basis: "assumed" }]);
  });

  it("keeps what was measured where neither design is known", () => {
    const { live, ...unknown } = SCENARIO;
    const { scenario } = tried({ remove: ["virginia"] }, unknown);
    const left = scenario.evidence.paths.filter(({ entry }) => entry === "dns");
    expect(left.map(({ vantage }) => vantage)).toEqual(["vantage-portugal", "vantage-california"]);
  });

  it("lets groups grow, with their shares, and unknown traffic stay unknown", () => {
    const { scenario, notes } = tried({ growth: { all: 1, groups: { brazil: 6 } } });
    const groups = Object.fromEntries(scenario.service.clientGroups.map((each) => [each.id, each]));
    expect(groups["brazil"]?.share).toBeCloseTo(0.4);
    expect(groups["portugal"]?.share).toBeCloseTo(0.4 / 1.5);
    expect(groups["brazil"]?.trafficPerMonth).toBeUndefined();
    expect(groups["portugal"]?.trafficPerMonth).toEqual({ gbOut: 100, requests: 1e6 });
    expect(notes[0]?.text).toBe(
      "brazil × 6, all others × 1. Traffic of brazil is not known and stays so.",
    );
  });

  it("sets prices, and keeps unknown ones unknown", () => {
    const id = "data-transfer.internet.us-east-1";
    const { scenario, notes } = tried({ prices: { [id]: { factor: 2 } } });
    expect(scenario.prices?.prices[id]?.tiers[0]).toEqual({ upTo: 10_240, usd: "0.18" });
    expect(PriceBook.safeParse(scenario.prices).success).toBe(true);
    expect(notes).toMatchObject([{ what: `price ${id}`, basis: "assumed" }]);
    const set = tried({ prices: { [id]: { usd: "0.01" } } });
    expect(set.scenario.prices?.prices[id]?.tiers.map(({ usd }) => usd)).toEqual(
      Array.from({ length: 4 }, () => "0.01"),
    );
  });

  it("sets objectives and constraints, and takes them away", () => {
    const scenario = sampleScenario({
      service: { ...SCENARIO.service, objectives: { rtoS: 60, rpoS: 5 } },
    });
    const { scenario: changed, notes } = tried(
      { objectives: { rtoS: 120, rpoS: null }, constraints: { staticIps: true } },
      scenario,
    );
    expect(changed.service.objectives).toEqual({ rtoS: 120 });
    expect(changed.service.constraints).toEqual({ staticIps: true });
    expect(notes.map(({ what }) => what)).toEqual(["objectives", "constraints"]);
  });
});

describe("controller/core/what-if/what-if-faults", () => {
  it.each([
    [{ remove: ["mars"] }, "remove.0", "no such endpoint; there are virginia"],
    [{ remove: ["virginia", "ireland", "oregon", "los-angeles"] }, "remove", "leaves no endpoint"],
    [{ add: [{ ...SAO_PAULO, id: "ireland" }] }, "add.0.id", "taken"],
    [{ add: [SAO_PAULO, SAO_PAULO] }, "add.1.id", "taken"],
    [{ growth: { groups: { mars: 2 } } }, "growth.groups.mars", "no such client group"],
    [{ prices: { "route53.query.free": { usd: "0" } } }, "prices.route53.query.free", "route53."],
    [
      { remove: ["ireland", "oregon", "los-angeles"], design: { policy: "failover" } },
      "design.policy",
      "needs two endpoints",
    ],
  ])("finds in %j at %s that it does not fit", (change, path, message) => {
    const [fault, ...others] = whatIfFaults(SCENARIO, whatIf(change));
    expect(others).toEqual([]);
    expect(fault?.path.join(".")).toBe(path);
    expect(fault?.message).toContain(message);
    expect(() => applyWhatIf(SCENARIO, whatIf(change))).toThrow(RangeError);
  });

  it("has nothing to change in where what stands is not known", () => {
    const { live, ...unknown } = SCENARIO;
    const faults = whatIfFaults(unknown, whatIf({ design: { ttlS: 20 } }));
    expect(faults).toMatchObject([{ path: ["design", "policy"] }]);
  });

  it.each([
    {},
    { isochroneWhatIf: 2 },
    { isochroneWhatIf: 1, romove: ["virginia"] },
    { isochroneWhatIf: 1, growth: { all: 0 } },
    { isochroneWhatIf: 1, growth: { all: Number.NaN } },
    { isochroneWhatIf: 1, objectives: { rtoS: -1 } },
    { isochroneWhatIf: 1, objectives: { rto: 5 } },
    { isochroneWhatIf: 1, design: { intervalS: 20 } },
    { isochroneWhatIf: 1, prices: { x: { usd: "-1" } } },
  ])("refuses to read %j", (content) => {
    expect(WhatIf.safeParse(content).success).toBe(false);
  });
});
