import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { type KnownRecordSet, keyOf } from "../../../../../infra/lab/aws/route53/record-set.ts";
import { seededRandom } from "../../../../../infra/lab/delay/random.ts";
import { STRANGER } from "../../../../../infra/lab/dns/routing/client.ts";
import { resolveName } from "../../../../../infra/lab/dns/routing/resolve.ts";

const ZONE_ID = "ZCASE";
const DOMAIN = "case.example.";
const REGIONS = ["us-east-1", "us-west-2", "eu-west-1"] as const;

type Tree = { readonly policy: number; readonly branches: readonly Tree[] };
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    policy: fc.nat(3),
    branches: fc.oneof(
      { maxDepth: 4, depthIdentifier: "tree" },
      fc.constant([]),
      fc.array(tie("tree"), { minLength: 1, maxLength: 3, depthIdentifier: "tree" }),
    ),
  }),
}));

/** Fields of the n-th of some branches. */
const POLICIES: readonly ((n: number) => Partial<KnownRecordSet>)[] = [
  (n) => ({ Weight: n }),
  (n) => ({ Region: REGIONS[n] }),
  (n) => ({ Failover: n === 0 ? "PRIMARY" : "SECONDARY" }),
  (n) => ({ GeoProximityLocation: { Coordinates: { Latitude: String(n), Longitude: "0" } } }),
];

/** The records of a tree: every storey an alias that evaluates its target, every leaf with a check of its name. */
function recordsOf({ policy, branches }: Tree, label: string): KnownRecordSet[] {
  const Name = `${label}.${DOMAIN}`;
  if (branches.length === 0) {
    return [{ Name, Type: "A", TTL: 1, ResourceRecords: [{ Value: label }], HealthCheckId: label }];
  }
  // A name has one primary and one secondary.
  const used = POLICIES[branches.length > 2 && policy === 2 ? 0 : policy];
  return branches.flatMap((branch, n) => [
    {
      Name,
      Type: "A",
      SetIdentifier: String(n),
      ...used?.(n),
      AliasTarget: {
        HostedZoneId: ZONE_ID,
        DNSName: `${label}-${n}.${DOMAIN}`,
        EvaluateTargetHealth: true,
      },
    },
    ...recordsOf(branch, `${label}-${n}`),
  ]);
}

describe("infra/lab/dns/routing/health-of-set", () => {
  test.prop([tree, fc.infiniteStream(fc.boolean()), fc.nat()])(
    "leads through any tree to a healthy leaf while there is one",
    (of, chance, seed) => {
      const sets = recordsOf(of, "www");
      const leaves = sets.flatMap(({ HealthCheckId }) => HealthCheckId ?? []);
      const healthy = new Set(leaves.filter(() => chance.next().value));
      const zone = {
        id: ZONE_ID,
        name: DOMAIN,
        records: new Map(sets.map((set) => [keyOf(set), set])),
      };
      const { sets: answered } = resolveName(zone, { name: `www.${DOMAIN}`, type: "A" }, STRANGER, {
        health: { isHealthy: (id) => healthy.has(id) },
        targets: { find: () => undefined },
        cidrs: { blocksOf: () => undefined },
        random: seededRandom(seed),
        pointOf: () => undefined,
      });
      const values = answered.flatMap((set) => set.values);
      expect(values).toHaveLength(1);
      expect(healthy.size === 0 || healthy.has(values[0] ?? "")).toBe(true);
    },
  );
});
