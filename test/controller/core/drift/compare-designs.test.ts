import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { RoutingDesign } from "../../../../controller/contract/aws/routing-design.ts";
import { alignNames } from "../../../../controller/core/drift/align-names.ts";
import { compareDesigns } from "../../../../controller/core/drift/compare-designs.ts";
import { canonicalDesign } from "../../../../controller/core/routing/canonical.ts";
import { ADDRESS, latency, shopDesign } from "../routing/shop-design.ts";

type Written = z.input<typeof RoutingDesign>;

/** What differs, in short lines. */
function told(was: Written, is: Written, unread: string[] = []): string[] {
  const live = canonicalDesign(RoutingDesign.parse(is));
  const declared = alignNames(canonicalDesign(RoutingDesign.parse(was)), live);
  const isUnread = ({ title }: { title: string }) => unread.some((each) => title.includes(each));
  return compareDesigns(declared, live, isUnread).differences.flatMap((each) =>
    each.change === "changed"
      ? each.settings.map(
          ({ name, was: before, is: now }) =>
            `${each.item.title}: ${name} ${before ?? "-"} → ${now ?? "-"}`,
        )
      : [`${each.change} ${each.item.title}`],
  );
}

/** The shop as JSON, changed by hand. */
function shop(change: (design: Shop) => void = () => undefined): Written {
  const design = JSON.parse(JSON.stringify(shopDesign())) as Shop;
  change(design);
  return design as unknown as Written;
}

/** As far as the cases touch it. */
type Shop = {
  hostedZones: [{ id: string; name: string; comment: string; records: Record<string, unknown>[] }];
  healthChecks: { id: string; config: Record<string, unknown>; tags: object }[];
  cidrCollections: unknown[];
  accelerators: [
    {
      arn?: string;
      name: string;
      enabled: boolean;
      ipSets: unknown[];
      listeners: [
        {
          endpointGroups: {
            region: string;
            dialPercent: number;
            healthCheck: Record<string, unknown>;
            endpoints: { endpointId: string; weight: number }[];
          }[];
        },
      ];
    },
  ];
};

const ofRegion = (design: Shop, region: string) =>
  design.hostedZones[0].records.find((set) => set["setIdentifier"] === region) ?? {};
const groupOf = (design: Shop, region: string) => {
  const [accelerator] = design.accelerators;
  const found = accelerator.listeners[0].endpointGroups.find((group) => group.region === region);
  if (found === undefined) throw new Error(region);
  return found;
};

const IRELAND = "record A shop.example. (eu-west-1)";
const GROUP = "accelerator shop, listener TCP 443, group eu-west-1";

const CASES: [string, (design: Shop) => void, string[]][] = [
  ["nothing", () => undefined, []],
  [
    "a TTL",
    (design) => Object.assign(ofRegion(design, "eu-west-1"), { ttlS: 300 }),
    [`${IRELAND}: ttlS 60 → 300`],
  ],
  [
    "an address",
    (design) => Object.assign(ofRegion(design, "eu-west-1"), { values: ["198.51.100.9"] }),
    [`${IRELAND}: values 198.51.100.2 → 198.51.100.9`],
  ],
  [
    "the Region of a latency record",
    (design) =>
      Object.assign(ofRegion(design, "eu-west-1"), {
        routing: { policy: "latency", region: "eu-west-2" },
      }),
    [`${IRELAND}: routing.region eu-west-1 → eu-west-2`],
  ],
  [
    "a health check that a record has no more",
    (design) => delete ofRegion(design, "eu-west-1")["healthCheckId"],
    [`${IRELAND}: healthCheckId check-eu-west-1 → -`],
  ],
  [
    "a record that is gone",
    (design) => design.hostedZones[0].records.splice(0, 1),
    ["missing record A shop.example. (us-east-1)"],
  ],
  [
    "a record too many",
    (design) =>
      design.hostedZones[0].records.push(
        latency("sa-east-1", "198.51.100.7") as Record<string, unknown>,
      ),
    ["extra record A shop.example. (sa-east-1)"],
  ],
  [
    "settings of a health check",
    (design) =>
      Object.assign(design.healthChecks[1]?.config ?? {}, {
        failureThreshold: 10,
        disabled: true,
      }),
    [
      "health check check-eu-west-1: disabled false → true",
      "health check check-eu-west-1: failureThreshold 3 → 10",
    ],
  ],
  [
    "a dial",
    (design) => Object.assign(groupOf(design, "eu-west-1"), { dialPercent: 0 }),
    [`${GROUP}: dialPercent 100 → 0`],
  ],
  [
    "a weight",
    (design) => Object.assign(groupOf(design, "eu-west-1").endpoints[0] ?? {}, { weight: 1 }),
    [`${GROUP}, endpoint i-eu-west-1: weight 128 → 1`],
  ],
  [
    "an endpoint that is gone",
    (design) => groupOf(design, "eu-west-1").endpoints.pop(),
    [`missing ${GROUP}, endpoint i-eu-west-1`],
  ],
  [
    "a whole accelerator, told once",
    (design) => design.accelerators.pop(),
    ["missing accelerator shop"],
  ],
  [
    "an accelerator that is switched off",
    (design) => Object.assign(design.accelerators[0], { enabled: false }),
    ["accelerator shop: enabled true → false"],
  ],
  [
    "static addresses",
    (design) =>
      Object.assign(design.accelerators[0], {
        ipSets: [{ family: "IPv4", addresses: ["203.0.113.8", "203.0.113.1"] }],
      }),
    ["accelerator shop: addresses 203.0.113.1, 203.0.113.2 → 203.0.113.1, 203.0.113.8"],
  ],
];

const SAME: [string, (design: Shop) => void][] = [
  [
    "other spellings of names",
    (design) =>
      Object.assign(design.hostedZones[0], {
        name: "SHOP.example.",
        records: design.hostedZones[0].records.toReversed(),
      }),
  ],
  ["comments and tags", (design) => Object.assign(design.hostedZones[0], { comment: "by hand" })],
  [
    "ids that were not given by AWS yet",
    (design) => {
      design.hostedZones[0].id = "ZDRAFT";
      for (const check of design.healthChecks) check.id = `draft-${check.id}`;
      for (const set of design.hostedZones[0].records) {
        const { healthCheckId, alias } = set;
        if (healthCheckId !== undefined) set["healthCheckId"] = `draft-${String(healthCheckId)}`;
        if (JSON.stringify(alias)?.includes("ZSHOP")) {
          set["alias"] = { ...(alias as object), hostedZoneId: "ZDRAFT" };
        }
      }
      const [accelerator] = design.accelerators;
      delete accelerator.arn;
      accelerator.ipSets = [];
    },
  ],
  [
    "what AWS fills in by itself",
    (design) => {
      for (const { config } of design.healthChecks) delete config["port"];
      Object.assign(groupOf(design, "eu-west-1").healthCheck, { port: 443 });
    },
  ],
];

describe("controller/core/drift/compare-designs", () => {
  it.each(CASES)("tells %s", (_, change, lines) => {
    expect(told(shop(), shop(change))).toEqual(lines);
  });

  it.each(SAME)("takes for the same: %s", (_, change) => {
    expect(told(shop(change), shop())).toEqual([]);
  });

  it("goes on telling what a renamed health check has otherwise", () => {
    const draft = shop((design) => {
      for (const check of design.healthChecks) check.id = `draft-${check.id}`;
      for (const set of design.hostedZones[0].records) {
        const { healthCheckId } = set;
        if (healthCheckId !== undefined) set["healthCheckId"] = `draft-${String(healthCheckId)}`;
      }
      Object.assign(design.healthChecks[1]?.config ?? {}, { requestIntervalS: 30 });
    });
    expect(told(draft, shop())).toEqual(["health check check-eu-west-1: requestIntervalS 30 → 10"]);
  });

  it("compares nothing of what could not be read, and says so", () => {
    const live = canonicalDesign(shopDesign({ accelerators: [] }));
    const declared = canonicalDesign(shopDesign());
    const { differences, unread, compared } = compareDesigns(
      declared,
      live,
      ({ place }) => place.kind === "accelerator",
    );
    expect(differences).toEqual([]);
    // The accelerator, its listener, three groups, three endpoints.
    expect(unread).toHaveLength(8);
    expect(compared).toBeGreaterThan(40);
  });

  test.prop([fc.subarray(Object.keys(ADDRESS)), fc.subarray(Object.keys(ADDRESS))])(
    "is the other way round from the other side, and nothing of itself",
    (ours, theirs) => {
      const of = (regions: readonly string[]) =>
        canonicalDesign(
          shopDesign({
            hostedZones: [
              {
                id: "ZSHOP",
                name: "shop.example",
                records: Object.entries(ADDRESS)
                  .filter(([region]) => regions.includes(region))
                  .map(([region, address]) => latency(region, address)) as never,
              },
            ],
          }),
        );
      const there = compareDesigns(of(ours), of(theirs), () => false);
      const back = compareDesigns(of(theirs), of(ours), () => false);
      const swapped = { missing: "extra", extra: "missing", changed: "changed" } as const;
      expect(there.differences.map(({ change, item }) => `${change} ${item.title}`)).toEqual(
        back.differences.map(({ change, item }) => `${swapped[change]} ${item.title}`),
      );
      expect(there.compared).toBe(back.compared);
      expect(compareDesigns(of(ours), of(ours), () => false).differences).toEqual([]);
    },
  );
});
