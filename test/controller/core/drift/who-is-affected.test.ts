import { describe, expect, it, vi } from "vitest";
import type { RoutingDesign } from "../../../../controller/contract/aws/routing-design.ts";
import { Service } from "../../../../controller/contract/estate.ts";
import { compareDesigns } from "../../../../controller/core/drift/compare-designs.ts";
import { routingModel } from "../../../../controller/core/drift/routing-model.ts";
import { whoIsAffected } from "../../../../controller/core/drift/who-is-affected.ts";
import { canonicalDesign } from "../../../../controller/core/routing/canonical.ts";
import { latency, record, shopDesign, value } from "../routing/shop-design.ts";
import { SHOP, VANTAGES } from "./sample-shop.ts";

type Design = Parameters<typeof shopDesign>[0];

/** Who is affected by the only difference between the shop and what stands, in short. */
function affected(live: RoutingDesign, declared: RoutingDesign = shopDesign(), service = SHOP) {
  const [was, is] = [canonicalDesign(declared), canonicalDesign(live)];
  const { differences } = compareDesigns(was, is, () => false);
  const [difference, ...others] = differences;
  if (difference === undefined || others.length > 0) throw new Error(`${differences.length}`);
  const model = routingModel(service, VANTAGES, null);
  return whoIsAffected(model, was, is)(difference.item.place);
}

function inShort({ groups }: ReturnType<typeof affected>): string[] {
  return groups.map(({ group, how, movedShare }) => `${group} ${how} ${movedShare ?? ""}`.trim());
}

/** The same of those who notice while everything is healthy. */
function now(told: ReturnType<typeof affected>): string[] {
  return inShort(told).filter((line) => !line.endsWith("on-failure"));
}

/** The shop with its records changed. */
function withRecords(change: (records: object[]) => object[]): RoutingDesign {
  const [zone] = shopDesign().hostedZones;
  const records = change(zone?.records ?? []);
  return shopDesign({ hostedZones: [{ ...zone, records }] } as Design);
}

function withRecord(setIdentifier: string, fields: object): RoutingDesign {
  return withRecords((records) =>
    records.map((set) =>
      "setIdentifier" in set && set.setIdentifier === setIdentifier ? { ...set, ...fields } : set,
    ),
  );
}

function withCheck(id: string, fields: object): RoutingDesign {
  const { healthChecks } = shopDesign();
  return shopDesign({
    healthChecks: healthChecks.map((check) =>
      check.id === id ? { ...check, config: { ...check.config, ...fields } } : check,
    ),
  });
}

function withGroup(region: string, fields: object): RoutingDesign {
  const [accelerator] = shopDesign().accelerators;
  const [listener] = accelerator?.listeners ?? [];
  const endpointGroups = listener?.endpointGroups.map((group) =>
    group.region === region ? { ...group, ...fields } : group,
  );
  const listeners = [{ ...listener, endpointGroups }];
  return shopDesign({ accelerators: [{ ...accelerator, listeners }] } as Design);
}

const FAST = Service.parse({ ...SHOP, incumbent: "accelerator" });

describe("controller/core/drift/who-is-affected", () => {
  it("names those who are led elsewhere, with their share of the traffic", () => {
    const told = affected(withRecords((records) => records.slice(1)));
    // The others would come to Virginia if theirs failed.
    expect(inShort(told)).toEqual(["americas moved 1", "europe on-failure", "asia on-failure"]);
    expect(told).toMatchObject({ share: 1, movedShare: 0.3 });
  });

  it("moves the part of a group that a vantage stands for", () => {
    const told = affected(withRecords((records) => records.toSpliced(1, 1)));
    expect(now(told)).toEqual(["europe moved 1"]);
    const half = affected(
      withRecords((records) => records.toSpliced(1, 1)),
      shopDesign(),
      Service.parse({
        ...SHOP,
        clientGroups: [
          { id: "all", label: "All", share: 1, vantages: ["eu-central-1", "us-east-1"] },
        ],
      }),
    );
    expect(now(half)).toEqual(["all moved 0.5"]);
    expect(half).toMatchObject({ share: 1, movedShare: 0.5 });
  });

  it.each<[string, RoutingDesign, string[]]>([
    ["of a TTL", withRecord("eu-west-1", { ttlS: 3_600 }), ["europe uses"]],
    [
      "of a health check's settings",
      withCheck("check-eu-west-1", { failureThreshold: 10 }),
      ["europe uses"],
    ],
    [
      "of an inverted health check, which moves them",
      withCheck("check-eu-west-1", { inverted: true }),
      ["europe moved 1"],
    ],
    [
      "of an address that nothing is known of",
      withRecord("ap-southeast-2", { values: ["203.0.113.77"] }),
      ["asia moved 1"],
    ],
    [
      "of a new Region beside them",
      withRecords((records) => [...records, latency("eu-central-1", "198.51.100.44")]),
      ["europe moved 1"],
    ],
    [
      "of a dial of an accelerator that they do not take",
      withGroup("eu-west-1", { dialPercent: 0 }),
      [],
    ],
  ])("tells who goes through it: users %s", (_, live, groups) => {
    expect(now(affected(live))).toEqual(groups);
  });

  it("follows users of the accelerator through dials and weights", () => {
    const drained = affected(withGroup("eu-west-1", { dialPercent: 0 }), shopDesign(), FAST);
    expect(now(drained)).toEqual(["europe moved 1"]);
    const half = affected(withGroup("eu-west-1", { dialPercent: 50 }), shopDesign(), FAST);
    expect(now(half)).toEqual(["europe moved 0.5"]);
    const checks = { port: 443, protocol: "TCP", intervalS: 10, thresholdCount: 3 };
    const faster = affected(withGroup("eu-west-1", { healthCheck: checks }), shopDesign(), FAST);
    expect(now(faster)).toEqual(["europe uses"]);
    const gone = affected(withGroup("eu-west-1", { endpoints: [] }), shopDesign(), FAST);
    expect(now(gone)).toEqual(["europe moved 1"]);
  });

  it("finds who would go through it on a failure only", () => {
    const failover = (secondary: string, ttlS = 60) =>
      withRecords(() => [
        record("shop.example", {
          setIdentifier: "one",
          routing: { policy: "failover", role: "PRIMARY" },
          healthCheckId: "check-us-east-1",
          ...value("198.51.100.1"),
        }),
        record("shop.example", {
          setIdentifier: "two",
          routing: { policy: "failover", role: "SECONDARY" },
          ...value(secondary, ttlS),
        }),
        record("www.shop.example", {
          alias: { hostedZoneId: "ZSHOP", dnsName: "shop.example", evaluateTargetHealth: true },
        }),
      ]);
    const told = affected(failover("198.51.100.2", 300), failover("198.51.100.2"));
    expect(inShort(told)).toEqual(["americas on-failure", "europe on-failure", "asia on-failure"]);
    expect(told.movedShare).toBe(0);
    expect(told.share).toBeCloseTo(1);
  });

  it("does not take for nobody whom none of the failures touches that were gone through", () => {
    const { healthChecks } = shopDesign();
    const [check] = healthChecks;
    const others = Array.from({ length: 60 }, (_, at) => ({ ...check, id: `a-check-${at}` }));
    const design = (ttlS: number, more: object[]) => {
      const alone = withRecords((records) => [
        record("www.shop.example", {
          setIdentifier: "one",
          routing: { policy: "failover", role: "PRIMARY" },
          healthCheckId: "check-us-east-1",
          ...value("198.51.100.1"),
        }),
        record("www.shop.example", {
          setIdentifier: "two",
          routing: { policy: "failover", role: "SECONDARY" },
          ...value("198.51.100.2", ttlS),
        }),
        ...records.slice(-1),
      ]);
      return shopDesign({
        hostedZones: alone.hostedZones,
        healthChecks: [...more, ...healthChecks],
      } as Design);
    };
    expect(inShort(affected(design(300, []), design(60, [])))).toEqual([
      "americas on-failure",
      "europe on-failure",
      "asia on-failure",
    ]);
    expect(inShort(affected(design(300, others), design(60, others)))).toEqual([
      "americas unknown",
      "europe unknown",
      "asia unknown",
    ]);
  });

  it("asks the two designs themselves once for all differences", () => {
    const slower = withRecords((records) =>
      records.map((set) => ("ttlS" in set ? { ...set, ttlS: 3_600 } : set)),
    );
    const [was, is] = [canonicalDesign(shopDesign()), canonicalDesign(slower)];
    const model = routingModel(SHOP, VANTAGES, null);
    const get = vi.spyOn(model.book as Map<string, string>, "get");
    const affectedBy = whoIsAffected(model, was, is);
    const asked = compareDesigns(was, is, () => false).differences.map(({ item }) => {
      const before = get.mock.calls.length;
      affectedBy(item.place);
      return get.mock.calls.length - before;
    });
    expect(asked).toHaveLength(3);
    expect(Math.max(...asked.slice(1))).toBeLessThan(asked[0] ?? 0);
  });

  it("says where the model cannot tell", () => {
    const nowhere = withRecord("eu-west-1", {
      routing: { policy: "latency", region: "xx-east-9" },
    });
    expect(now(affected(nowhere))).toEqual(["americas unknown", "europe unknown", "asia unknown"]);
    const slower = withRecord("eu-west-1", {
      routing: { policy: "latency", region: "xx-east-9" },
      ttlS: 5,
    });
    expect(now(affected(slower, nowhere))).toEqual([
      "americas unknown",
      "europe unknown",
      "asia unknown",
    ]);
  });

  it("takes records of another policy together, since those of a name share theirs", () => {
    const weighted = withRecords((records) =>
      records.map((set) => {
        if (!("setIdentifier" in set)) return set;
        const weight = set.setIdentifier === "us-east-1" ? 255 : 0;
        return { ...set, routing: { policy: "weighted", weight } };
      }),
    );
    const [was, is] = [canonicalDesign(shopDesign()), canonicalDesign(weighted)];
    const { differences } = compareDesigns(was, is, () => false);
    const model = routingModel(SHOP, VANTAGES, null);
    const affectedBy = whoIsAffected(model, was, is);
    for (const { item } of differences) {
      const told = inShort(affectedBy(item.place));
      expect(told.filter((line) => line.includes("moved"))).toEqual([
        "europe moved 1",
        "asia moved 1",
      ]);
    }
  });
});
