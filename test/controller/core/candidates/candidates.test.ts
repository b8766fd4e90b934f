import { describe, expect, it } from "vitest";
import { RoutingDesign } from "../../../../controller/contract/aws/routing-design.ts";
import {
  acceleratorDraft,
  canBeAccelerated,
} from "../../../../controller/core/candidates/accelerator.ts";
import {
  geolocationDraft,
  ipBasedDraft,
  type Preferences,
} from "../../../../controller/core/candidates/by-client.ts";
import { type Draft, designOf } from "../../../../controller/core/candidates/draft.ts";
import { geoproximityDraft } from "../../../../controller/core/candidates/geoproximity.ts";
import { checkIdOf } from "../../../../controller/core/candidates/health-checks.ts";
import { hybridDraft, topFor } from "../../../../controller/core/candidates/hybrid.ts";
import {
  failoverDraft,
  latencyDraft,
  multivalueDraft,
  simpleDraft,
  weightedDraft,
} from "../../../../controller/core/candidates/plain-policies.ts";
import { settingsName, TRIED_SETTINGS } from "../../../../controller/core/candidates/settings.ts";
import { canonicalDesign } from "../../../../controller/core/routing/canonical.ts";
import { endpointBook } from "../../../../controller/core/routing/endpoint-book.ts";
import { predictServed } from "../../../../controller/core/routing/predict-served.ts";
import { routingWorld } from "../../../../controller/core/routing/routing-world.ts";
import { PLACE_OF, sampleGround } from "./sample-ground.ts";

const GROUND = sampleGround();
const SETTINGS = { ttlS: 60, intervalS: 10, failureThreshold: 3 } as const;
const [VIRGINIA, IRELAND, OREGON, LOS_ANGELES] = GROUND.endpoints as [
  (typeof GROUND.endpoints)[number],
  (typeof GROUND.endpoints)[number],
  (typeof GROUND.endpoints)[number],
  (typeof GROUND.endpoints)[number],
];
const BOOK = endpointBook(
  GROUND.endpoints.map(({ id, addresses, behindAccelerator }) => ({
    endpoint: id,
    keys: [...addresses, ...(behindAccelerator === null ? [] : [behindAccelerator])],
  })),
  [],
);
/** Mexico goes to Virginia although Los Angeles is nearer. */
const WANTED: Preferences = {
  byGroup: new Map([
    ["portugal", { first: IRELAND, second: VIRGINIA, isConfined: false }],
    ["mexico-city", { first: VIRGINIA, second: LOS_ANGELES, isConfined: false }],
    ["california", { first: LOS_ANGELES, second: OREGON, isConfined: false }],
  ]),
  others: { first: VIRGINIA, second: IRELAND, isConfined: false },
};

/** Who serves each group: `portugal ireland, mexico-city …`, several with their shares. */
function served(draft: Draft, down: readonly (typeof VIRGINIA)[] = []): string {
  const design = RoutingDesign.parse(designOf(GROUND, SETTINGS, draft));
  const world = routingWorld(canonicalDesign(design), {
    downChecks: new Set(down.map(checkIdOf)),
    downResources: new Set(down.flatMap(({ behindAccelerator }) => behindAccelerator ?? [])),
  });
  const door = { host: GROUND.name, port: 443 };
  return GROUND.groups
    .map((group) => {
      const asker = {
        ...PLACE_OF[group.id],
        countryCode: group.countries[0],
        subnet: group.cidrs[0],
      };
      const who = predictServed(world, BOOK, door, asker).map(({ probability, item }) => {
        const name = item.kind === "endpoint" ? item.endpoint : item.kind;
        return probability > 0.999 ? name : `${name} ${probability.toFixed(2)}`;
      });
      return `${group.id} ${who.join("+")}`;
    })
    .join(", ");
}

const HYBRID_TO_ACCELERATOR = (groups: string[], top: "geolocation" | "ip-based") =>
  hybridDraft(GROUND, SETTINGS, new Set(groups), top, (name) => ({
    records: failoverDraft(GROUND, 60, [VIRGINIA, IRELAND], name).records,
  }));

const NEAREST =
  "portugal ireland, mexico-city los-angeles, california los-angeles, brazil virginia";

describe("controller/core/candidates", () => {
  it.each<[string, Draft, string]>([
    [
      "simple",
      simpleDraft(GROUND, 60, IRELAND),
      "portugal ireland, mexico-city ireland, california ireland, brazil ireland",
    ],
    [
      "failover",
      failoverDraft(GROUND, 60, [VIRGINIA, IRELAND]),
      "portugal virginia, mexico-city virginia, california virginia, brazil virginia",
    ],
    [
      "latency, with the Local Zone below its Region",
      latencyDraft(GROUND, 60),
      "portugal ireland, mexico-city virginia, california los-angeles, brazil virginia",
    ],
    ["geoproximity", geoproximityDraft(GROUND, 60), NEAREST],
    [
      "geoproximity with a bias",
      geoproximityDraft(GROUND, 60, new Map([["virginia", 50]])),
      "portugal ireland, mexico-city virginia, california los-angeles, brazil virginia",
    ],
    [
      "geolocation",
      geolocationDraft(GROUND, 60, WANTED),
      "portugal ireland, mexico-city virginia, california los-angeles, brazil virginia",
    ],
    [
      "ip-based",
      ipBasedDraft(GROUND, 60, WANTED),
      "portugal ireland, mexico-city virginia, california los-angeles, brazil virginia",
    ],
    [
      "accelerator, which has no Local Zone behind it",
      acceleratorDraft(GROUND, SETTINGS),
      "portugal ireland, mexico-city virginia, california oregon, brazil virginia",
    ],
    [
      "hybrid by country",
      HYBRID_TO_ACCELERATOR(["california"], "geolocation"),
      "portugal virginia, mexico-city virginia, california oregon, brazil virginia",
    ],
    [
      "hybrid by address block",
      HYBRID_TO_ACCELERATOR(["portugal", "california"], "ip-based"),
      "portugal ireland, mexico-city virginia, california oregon, brazil virginia",
    ],
  ])("%s is a valid design and leads where it should", (_policy, draft, expected) => {
    expect(served(draft)).toBe(expected);
  });

  it("spreads by weights, and evenly over several values", () => {
    const quarter = " virginia 0.75+ireland 0.25";
    const weights = new Map([
      ["virginia", 150],
      ["ireland", 50],
    ]);
    expect(served(weightedDraft(GROUND, 60, weights))).toContain(`portugal${quarter}`);
    expect(served(multivalueDraft(GROUND, 60))).toContain(
      "brazil ireland 0.25+los-angeles 0.25+oregon 0.25+virginia 0.25",
    );
  });

  it.each<[string, Draft]>([
    ["failover", failoverDraft(GROUND, 60, [VIRGINIA, IRELAND])],
    ["latency", latencyDraft(GROUND, 60)],
    ["geoproximity", geoproximityDraft(GROUND, 60)],
    ["geolocation", geolocationDraft(GROUND, 60, WANTED)],
    ["ip-based", ipBasedDraft(GROUND, 60, WANTED)],
    ["multivalue", multivalueDraft(GROUND, 60)],
    ["accelerator", acceleratorDraft(GROUND, SETTINGS)],
    ["hybrid", HYBRID_TO_ACCELERATOR(["california"], "geolocation")],
  ])("%s leads nobody to an endpoint that fails", (_policy, draft) => {
    expect(served(draft, [VIRGINIA])).not.toContain("virginia");
    expect(served(draft, [VIRGINIA])).not.toMatch(/none|unknown|other/);
  });

  it("leaves users with those who may serve them, whatever fails", () => {
    const confined = { first: IRELAND, second: VIRGINIA, isConfined: true };
    const preferences = { ...WANTED, byGroup: new Map([["portugal", confined]]) };
    for (const draft of [
      geolocationDraft(GROUND, 60, preferences),
      ipBasedDraft(GROUND, 60, preferences),
    ]) {
      expect(served(draft, [IRELAND])).toContain("portugal virginia");
      expect(served(draft, [IRELAND, VIRGINIA])).toContain("portugal ireland");
    }
    const alone = { first: IRELAND, second: null, isConfined: true };
    const draft = geolocationDraft(GROUND, 60, {
      ...preferences,
      byGroup: new Map([["portugal", alone]]),
    });
    expect(served(draft, [IRELAND])).toContain("portugal ireland");
  });

  it("puts a standby behind an accelerator so that it serves in failures only", () => {
    const standby = { ...GROUND, endpoints: [VIRGINIA, { ...IRELAND, isStandby: true }] };
    const [accelerator] = acceleratorDraft(standby, SETTINGS).accelerators ?? [];
    expect(accelerator?.listeners[0]?.endpointGroups.map(({ dialPercent }) => dialPercent)).toEqual(
      [100, 0],
    );
    expect(canBeAccelerated({ endpoints: [{ ...IRELAND, isStandby: true }] })).toBe(false);
    const beside = { ...GROUND, endpoints: [VIRGINIA, { ...VIRGINIA, isStandby: true }] };
    const [mixed] = acceleratorDraft(beside, SETTINGS).accelerators ?? [];
    const [group] = mixed?.listeners[0]?.endpointGroups ?? [];
    expect(group?.endpoints.map(({ weight }) => weight)).toEqual([128, 0]);
  });

  it("listens to what users speak, and keeps their addresses where it can and must", () => {
    const loadBalancer = "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/shop/1";
    const ground = {
      ...GROUND,
      transports: ["TCP", "UDP"] as const,
      keepsClientIp: true,
      endpoints: [VIRGINIA, { ...IRELAND, behindAccelerator: loadBalancer }],
    };
    const [accelerator] = acceleratorDraft(ground, SETTINGS).accelerators ?? [];
    expect(
      accelerator?.listeners.map(({ protocol, endpointGroups }) => [
        protocol,
        endpointGroups.flatMap(({ endpoints }) =>
          endpoints.map(({ clientIpPreservation }) => clientIpPreservation),
        ),
      ]),
    ).toEqual([
      ["TCP", [true, true]],
      ["UDP", [true]],
    ]);
  });

  it("names a check for each record that answers with an endpoint, and no other", () => {
    const { hostedZones, healthChecks } = designOf(
      GROUND,
      SETTINGS,
      failoverDraft(GROUND, 60, [VIRGINIA, IRELAND]),
    );
    expect(hostedZones[0]?.records.map(({ healthCheckId }) => healthCheckId)).toEqual(
      healthChecks.map(({ id }) => id),
    );
    expect(healthChecks[0]?.config).toMatchObject({
      type: "HTTPS",
      ipAddress: "198.51.100.1",
      fullyQualifiedDomainName: "virginia.shop.example",
      port: 443,
      resourcePath: "/health?deep=1",
      requestIntervalS: 10,
      failureThreshold: 3,
    });
  });

  it("tells the groups of a hybrid apart by country, else by blocks, else not at all", () => {
    const [one, two] = GROUND.groups as [
      (typeof GROUND.groups)[number],
      (typeof GROUND.groups)[number],
    ];
    const twins = { groups: [one, { ...two, countries: one.countries }] };
    expect(topFor(GROUND, new Set(["brazil"]))).toBe("geolocation");
    expect(topFor(twins, new Set([one.id]))).toBe("ip-based");
    expect(
      topFor({ groups: twins.groups.map((each) => ({ ...each, cidrs: [] })) }, new Set([one.id])),
    ).toBeNull();
    expect(topFor(GROUND, new Set())).toBeNull();
  });

  it("says of a service whether it can stand behind an accelerator", () => {
    expect(canBeAccelerated(GROUND)).toBe(true);
    expect(canBeAccelerated({ endpoints: [LOS_ANGELES] })).toBe(false);
    expect(canBeAccelerated({ endpoints: [{ ...VIRGINIA, behindAccelerator: null }] })).toBe(false);
  });

  it("names every setting once", () => {
    expect(TRIED_SETTINGS.map(settingsName)).toEqual([
      "ttl60-10x3",
      "ttl60-30x3",
      "ttl60-10x1",
      "ttl20-10x2",
    ]);
  });
});
