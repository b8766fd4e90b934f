import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { CidrCollectionSpec } from "../../../../controller/contract/aws/cidr-collection-spec.ts";
import { RecordSet } from "../../../../controller/contract/aws/record-set.ts";
import type { Asker } from "../../../../controller/core/routing/asker.ts";
import { biasedKm } from "../../../../controller/core/routing/choose-geoproximity.ts";
import { chooseRecord } from "../../../../controller/core/routing/choose-record.ts";
import { byDistance } from "../../../../controller/core/routing/latency-table.ts";

const COLLECTION = CidrCollectionSpec.parse({
  id: "blocks",
  name: "blocks",
  locations: [
    { name: "office", blocks: ["203.0.113.0/24", "2001:db8:7::/48"] },
    { name: "carrier", blocks: ["203.0.112.0/20"] },
  ],
});

function set(setIdentifier: string, routing: object): RecordSet {
  return RecordSet.parse({
    name: "a.example",
    type: "A",
    ttlS: 60,
    values: ["192.0.2.1"],
    routing,
    ...("policy" in routing && routing.policy === "simple" ? {} : { setIdentifier }),
  });
}

function weighted(weights: Record<string, number>): RecordSet[] {
  return Object.entries(weights).map(([id, weight]) => set(id, { policy: "weighted", weight }));
}

function geo(...areas: object[]): RecordSet[] {
  return areas.map((area) =>
    set(Object.values(area).join("-"), { policy: "geolocation", ...area }),
  );
}

/** `a 0.25, b 0.75`, or why nobody answers. */
function chosen(records: readonly RecordSet[], asker: Asker = {}, sick: readonly string[] = []) {
  return chooseRecord(records, {
    asker,
    isHealthy: ({ setIdentifier }) => !sick.includes(setIdentifier ?? ""),
    latency: byDistance,
    collection: (id) => (id === COLLECTION.id ? COLLECTION : undefined),
  })
    .map(({ probability, item }) =>
      "kind" in item ? item.kind : `${item.setIdentifier} ${Number(probability.toFixed(4))}`,
    )
    .sort()
    .join(", ");
}

const LISBON = { latitude: 38.72, longitude: -9.14, countryCode: "PT" };
const SYDNEY = { latitude: -33.87, longitude: 151.21, countryCode: "AU" };
const AREAS = geo(
  { countryCode: "US" },
  { countryCode: "US", subdivisionCode: "CA" },
  { continentCode: "NA" },
  { countryCode: "*" },
);
const REGIONS = ["us-east-1", "eu-west-1", "ap-southeast-2"].map((region) =>
  set(region, { policy: "latency", region }),
);
const FAILOVER = [
  set("first", { policy: "failover", role: "PRIMARY" }),
  set("second", { policy: "failover", role: "SECONDARY" }),
];
const BLOCKS = ["office", "carrier", "*"].map((location) =>
  set(location, { policy: "ip-based", collectionId: "blocks", location }),
);

describe("controller/core/routing/choose-record", () => {
  it.each<[string, RecordSet[], Asker, string[], string]>([
    ["weights share out", weighted({ a: 1, b: 3 }), {}, [], "a 0.25, b 0.75"],
    ["unhealthy weights are left out", weighted({ a: 1, b: 3 }), {}, ["b"], "a 1"],
    ["a weight of zero is not answered", weighted({ a: 0, b: 3 }), {}, [], "b 1"],
    ["a weight of zero is the last resort", weighted({ a: 0, b: 3 }), {}, ["b"], "a 1"],
    ["all weights of zero are alike", weighted({ a: 0, b: 0 }), {}, [], "a 0.5, b 0.5"],
    ["all unhealthy is all healthy", weighted({ a: 0, b: 3 }), {}, ["a", "b"], "b 1"],
    ["the primary", FAILOVER, {}, [], "first 1"],
    ["the secondary", FAILOVER, {}, ["first"], "second 1"],
    ["the primary when both fail", FAILOVER, {}, ["first", "second"], "first 1"],
    ["the nearest Region", REGIONS, LISBON, [], "eu-west-1 1"],
    ["the next Region", REGIONS, LISBON, ["eu-west-1"], "us-east-1 1"],
    [
      "all Regions down",
      REGIONS,
      LISBON,
      ["us-east-1", "eu-west-1", "ap-southeast-2"],
      "eu-west-1 1",
    ],
    ["nobody knows where", REGIONS, {}, [], "unknown"],
    ["the subdivision", AREAS, { countryCode: "US", subdivisionCode: "CA" }, [], "US-CA 1"],
    ["the country", AREAS, { countryCode: "US", subdivisionCode: "NY" }, [], "US 1"],
    ["a part of the country, not known which", AREAS, { countryCode: "US" }, [], "unknown"],
    ["the larger area", AREAS, { countryCode: "US", subdivisionCode: "NY" }, ["US"], "NA 1"],
    ["the continent", AREAS, { countryCode: "MX" }, [], "NA 1"],
    ["everybody else", AREAS, LISBON, [], "* 1"],
    [
      "the smallest when all fail",
      AREAS,
      { countryCode: "US", subdivisionCode: "NY" },
      ["US", "NA", "*"],
      "US 1",
    ],
    ["no default, no answer", geo({ countryCode: "US" }), LISBON, [], "none"],
    ["no country, not known", AREAS, {}, [], "unknown"],
    ["a default alone needs no country", geo({ countryCode: "*" }), {}, [], "* 1"],
    ["the longest block", BLOCKS, { subnet: "203.0.113.0/24" }, [], "office 1"],
    ["the block around it", BLOCKS, { subnet: "203.0.115.9" }, [], "carrier 1"],
    ["a prefix shorter than the block", BLOCKS, { subnet: "203.0.112.0/19" }, [], "* 1"],
    ["outside every block", BLOCKS, { subnet: "198.51.100.0/24" }, [], "* 1"],
    ["an IPv6 block", BLOCKS, { subnet: "2001:db8:7:1::/64" }, [], "office 1"],
    ["no subnet, not known", BLOCKS, {}, [], "unknown"],
    ["no way out of a location", BLOCKS, { subnet: "203.0.113.1" }, ["office"], "office 1"],
  ])("%s", (_what, records, asker, sick, expected) => {
    expect(chosen(records, asker, sick)).toBe(expected);
  });

  it("answers each healthy multivalue record alike", () => {
    const records = ["a", "b", "c"].map((id) => set(id, { policy: "multivalue" }));
    expect(chosen(records, {}, ["b"])).toBe("a 0.5, c 0.5");
    expect(chosen(records, {}, ["a", "b", "c"])).toBe("a 0.3333, b 0.3333, c 0.3333");
  });

  it("takes coordinates, Regions and Local Zones for geoproximity, drawn nearer by their bias", () => {
    const records = (bias: number) => [
      set("perth", { policy: "geoproximity", localZoneGroup: "ap-southeast-2-per-1", bias }),
      set("sydney", { policy: "geoproximity", region: "ap-southeast-2" }),
      set("ring", {
        policy: "geoproximity",
        coordinates: { latitude: "49.22", longitude: "-122.9" },
      }),
    ];
    expect(chosen(records(0), SYDNEY)).toBe("sydney 1");
    expect(chosen(records(0), { latitude: -31, longitude: 116 })).toBe("perth 1");
    const adelaide = { latitude: -34.93, longitude: 138.6 };
    expect(chosen(records(0), adelaide)).toBe("sydney 1");
    expect(chosen(records(60), adelaide)).toBe("perth 1");
  });

  test.prop([fc.double({ min: 1, max: 20_000, noNaN: true }), fc.integer({ min: -99, max: 98 })])(
    "a higher bias never makes a distance longer",
    (km, bias) => {
      expect(biasedKm(km, bias + 1)).toBeLessThan(biasedKm(km, bias));
    },
  );

  test.prop([
    fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.nat(255), {
      minKeys: 1,
      noNullPrototype: true,
    }),
    fc.array(fc.stringMatching(/^[a-z]{1,3}$/)),
  ])("probabilities of weights add up to 1 whoever is sick", (weights, sick) => {
    const choice = chooseRecord(weighted(weights), {
      asker: {},
      isHealthy: ({ setIdentifier }) => !sick.includes(setIdentifier ?? ""),
      latency: byDistance,
      collection: () => undefined,
    });
    expect(choice.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
    expect(choice.every(({ probability }) => probability > 0)).toBe(true);
  });
});
