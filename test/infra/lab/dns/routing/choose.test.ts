import type { ResourceRecordSetRegion } from "@aws-sdk/client-route-53";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { KnownRecordSet } from "../../../../../infra/lab/aws/route53/record-set.ts";
import { seededRandom } from "../../../../../infra/lab/delay/random.ts";
import { chooseSets } from "../../../../../infra/lab/dns/routing/choose.ts";
import type { Client } from "../../../../../infra/lab/dns/routing/client.ts";
import type { RoutingMeans } from "../../../../../infra/lab/dns/routing/means.ts";

const REGIONS: readonly ResourceRecordSetRegion[] = [
  "us-east-1",
  "us-west-2",
  "eu-west-1",
  "ap-southeast-2",
  "sa-east-1",
];
const AREAS = [
  { CountryCode: "US", SubdivisionCode: "TX" },
  { CountryCode: "US" },
  { ContinentCode: "NA" },
  { CountryCode: "*" },
] as const;

function meansWith(seed: number): RoutingMeans {
  return {
    health: { isHealthy: () => true },
    targets: { find: () => undefined },
    cidrs: { blocksOf: () => new Map() },
    random: seededRandom(seed),
    pointOf: () => undefined,
  };
}

const clientAt = (latitude: number, longitude: number, rttsMs: readonly number[] = []): Client => ({
  network: undefined,
  place: { latitude, longitude, country: "US", continent: "NA", subdivision: "TX" },
  rttMsTo: (region) => rttsMs[REGIONS.indexOf(region as ResourceRecordSetRegion)],
});

const recordSet = (n: number, policy: Partial<KnownRecordSet>): KnownRecordSet => ({
  Name: "www.case.example.",
  Type: "A",
  SetIdentifier: String(n),
  ...policy,
});

const coordinates = (latitude: number, longitude: number) => ({
  Latitude: latitude.toFixed(2),
  Longitude: longitude.toFixed(2),
});

const latitude = fc.integer({ min: -8_999, max: 8_999 }).map((hundredths) => hundredths / 100);
const longitude = fc.integer({ min: -17_999, max: 17_999 }).map((hundredths) => hundredths / 100);
const place = fc.tuple(latitude, longitude);
const bias = fc.integer({ min: -99, max: 99 });
const weights = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 255 })), {
  minLength: 1,
  maxLength: 8,
});

/** The policies that give every client an answer, and geolocation for a client in all of its areas. */
const group = fc
  .oneof(
    weights.map((list) => list.map((Weight) => ({ Weight }))),
    fc.subarray([...REGIONS], { minLength: 1 }).map((list) => list.map((Region) => ({ Region }))),
    fc.constant<Partial<KnownRecordSet>[]>([{ Failover: "PRIMARY" }, { Failover: "SECONDARY" }]),
    fc
      .subarray([...AREAS], { minLength: 1 })
      .map((list) => list.map((GeoLocation) => ({ GeoLocation }))),
    fc.array(fc.tuple(place, bias), { minLength: 1, maxLength: 6 }).map((list) =>
      list.map(([at, Bias]) => ({
        GeoProximityLocation: { Coordinates: coordinates(...at), Bias },
      })),
    ),
    fc
      .integer({ min: 1, max: 12 })
      .map((n) => Array.from({ length: n }, () => ({ MultiValueAnswer: true }))),
  )
  .map((policies: readonly Partial<KnownRecordSet>[]) =>
    policies.map((each, n) => recordSet(n, each)),
  );

const rttsMs = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 5, maxLength: 5 });

describe("infra/lab/dns/routing/choose", () => {
  test.prop([
    group,
    fc.nat(),
    fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
    place,
    rttsMs,
  ])(
    "never answers with an unhealthy record while a healthy one is there",
    (sets, seed, health, at, rtts) => {
      const isHealthy = (set: KnownRecordSet) => health[Number(set.SetIdentifier)] === true;
      const client = clientAt(...at, rtts);
      const chosen = chooseSets({ sets, client, means: meansWith(seed), isHealthy });
      expect(chosen.length).toBeGreaterThan(0);
      expect(chosen.filter(isHealthy)).toHaveLength(sets.some(isHealthy) ? chosen.length : 0);
    },
  );

  test.prop([weights, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), fc.nat()], {
    numRuns: 60,
  })(
    "draws records as often as their weights say, among those that are up",
    (list, health, seed) => {
      const draws = 4_000;
      const sets = list.map((Weight, n) => recordSet(n, { Weight }));
      const isHealthy = (set: KnownRecordSet) => health[Number(set.SetIdentifier)] === true;
      const choice = { sets, client: clientAt(0, 0), means: meansWith(seed), isHealthy };
      const counts = list.map(() => 0);
      for (let n = 0; n < draws; n += 1) {
        const at = Number(chooseSets(choice)[0]?.SetIdentifier);
        counts[at] = (counts[at] ?? 0) + 1;
      }
      const shares = sharesOf(list, health);
      counts.forEach((count, n) => {
        const share = shares[n] ?? 0;
        // Six standard deviations of a binomial count, and some for the skew of a small one.
        const room = share === 0 ? 0 : 12 + 6 * Math.sqrt(draws * share * (1 - share));
        expect(Math.abs(count - draws * share), `record ${n}`).toBeLessThanOrEqual(room);
      });
    },
  );

  test.prop([
    fc.array(fc.tuple(place, bias), { minLength: 2, maxLength: 6 }),
    place,
    fc.nat(5),
    bias,
  ])(
    "keeps a client with the record that has it when the record's bias grows, and away when it shrinks",
    (locations, at, which, otherBias) => {
      const chosenWith = (biasOfFirst: number) => {
        const sets = locations.map(([where, Bias], n) =>
          recordSet(n, {
            GeoProximityLocation: {
              Coordinates: coordinates(...where),
              Bias: n === which % locations.length ? biasOfFirst : Bias,
            },
          }),
        );
        const choice = {
          sets,
          client: clientAt(...at),
          means: meansWith(1),
          isHealthy: () => true,
        };
        return chooseSets(choice)[0]?.SetIdentifier === String(which % locations.length);
      };
      const first = locations[which % locations.length]?.[1] ?? 0;
      const [less, more] = [Math.min(first, otherBias), Math.max(first, otherBias)];
      if (chosenWith(less)) expect(chosenWith(more)).toBe(true);
    },
  );

  test.prop([
    group.filter(([set]) => set?.Region !== undefined || set?.GeoLocation !== undefined),
    fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 5, maxLength: 5 }),
  ])("does not care for the order in which records were made", (sets, rtts) => {
    const chosen = (list: readonly KnownRecordSet[]) =>
      chooseSets({
        sets: list,
        client: clientAt(0, 0, rtts),
        means: meansWith(1),
        isHealthy: () => true,
      });
    expect(chosen([...sets].reverse())).toEqual(chosen(sets));
  });
});

/** What Route 53 promises: by weight among the healthy; weights of 0 only when there is nothing else. */
function sharesOf(list: readonly number[], health: readonly boolean[]): number[] {
  const some = (counts: (n: number) => boolean) => list.some((_, n) => counts(n));
  const candidates = [
    (n: number) => health[n] === true && (list[n] ?? 0) > 0,
    (n: number) => health[n] === true,
    (n: number) => (list[n] ?? 0) > 0,
    () => true,
  ].find(some);
  const weightOf = (n: number) => {
    if (candidates?.(n) !== true) return 0;
    return list.some((weight, at) => weight > 0 && candidates(at)) ? (list[n] ?? 0) : 1;
  };
  const total = list.reduce((sum, _, n) => sum + weightOf(n), 0);
  return list.map((_, n) => weightOf(n) / total);
}
