import { type PlacedVantage, Service } from "../../../controller/contract/estate.ts";
import { between } from "../../helpers/draws.ts";
import { awsTable } from "./aws-table.ts";
import { placeOf, REGIONS, TOWNS, type Town, usualMs } from "./geography.ts";
import { drawTruth, meanMedianUs, type PathTruth } from "./path-truth.ts";

/** Users of one country, and how every way in and endpoint truly is for them. */
export interface TrueGroup {
  readonly id: string;
  readonly vantage: string;
  readonly share: number;
  /** By endpoint, reached straight or by a name. */
  readonly direct: ReadonlyMap<string, PathTruth>;
  readonly accelerated: ReadonlyMap<string, PathTruth>;
  /** The endpoint that names by latency and the accelerator lead to, by AWS's table. */
  readonly nearest: string;
  /** The endpoint that today's names lead to. */
  readonly led: string;
}

/** A service with users, of which everything is known. */
export interface World {
  /** Today's names lead to the nearest Region, or everybody to the first one. */
  readonly today: "nearest" | "first";
  readonly service: Service;
  readonly vantages: readonly PlacedVantage[];
  readonly groups: readonly TrueGroup[];
}

interface WorldSize {
  readonly endpoints: number;
  readonly groups: number;
  readonly rtoS?: number | undefined;
  readonly today?: World["today"];
}

/** A service in some Regions with users in some countries. */
export function drawWorld(size: WorldSize, random: () => number): World {
  const { today = "nearest" } = size;
  const regions = some(REGIONS, size.endpoints, random);
  const towns = some(TOWNS, size.groups, random);
  const weights = towns.map(() => between(random, 0.2, 1));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const groups = towns.map((town, at): TrueGroup => {
    const direct = new Map(
      regions.map((region) => [region, drawTruth(random, directUs(town, region, random))]),
    );
    const factor = acceleratorFactor(random);
    const tableMs = (region: string) =>
      awsTable({ countryCode: town.country }, region) ?? Number.POSITIVE_INFINITY;
    const near = regions.toSorted((a, b) => tableMs(a) - tableMs(b));
    return {
      ...{ id: town.country.toLowerCase(), vantage: vantageOf(town.country) },
      ...{ share: (weights[at] ?? 0) / all, nearest: near[0] ?? "", direct },
      led: (today === "nearest" ? near : regions)[0] ?? "",
      accelerated: new Map(
        [...direct].map(([region, path]) => [region, accelerated(path, factor, random)]),
      ),
    };
  });
  const vantages = towns.map(
    ({ country, latitude, longitude }, at): PlacedVantage => ({
      ...{ id: vantageOf(country), kind: "custom", label: country, latitude, longitude },
      // Route 53 judges by the block that the resolver is in.
      resolver: { address: `203.0.113.${16 * at + 1}`, port: 53 },
    }),
  );
  return { service: serviceOf(regions, groups, size.rtoS, random), vantages, groups, today };
}

/** About what the distance says; one way in eight is a detour. */
function directUs(town: Town, region: string, random: () => number) {
  const detourMs = random() < 0.125 ? between(random, 20, 80) : 0;
  return 1_000 * (usualMs(town, placeOf(region)) * between(random, 0.85, 1.25) + detourMs);
}

/**
 * What an accelerator makes of a path: better for 48 %, no different for 43 %, worse for 9 % (Arnold et
 * al., "(How Much) Does a Private WAN Improve Cloud Performance?", 2020).
 */
function acceleratorFactor(random: () => number): number {
  const kind = random();
  if (kind < 0.48) return between(random, 0.6, 0.93);
  return kind < 0.91 ? between(random, 0.99, 1.01) : between(random, 1.07, 1.3);
}

/** The private network has less congestion, and routes of its own. */
function accelerated(direct: PathTruth, factor: number, random: () => number): PathTruth {
  const own = drawTruth(random, factor * meanMedianUs(direct));
  return { ...own, driftUs: 0.5 * own.driftUs, stepUs: 0.3 * own.stepUs };
}

function serviceOf(
  regions: readonly string[],
  groups: readonly TrueGroup[],
  rtoS: number | undefined,
  random: () => number,
): Service {
  return Service.parse({
    id: "shop",
    label: "Shop",
    endpoints: regions.map((region, at) => ({
      ...{ id: region, label: region, place: region },
      latitude: placeOf(region).latitude,
      longitude: placeOf(region).longitude,
      url: `https://${region}.shop.example/health`,
      addresses: [`198.51.100.${at + 1}`],
      resource: `i-0123456789abcde${at}`,
    })),
    dns: { url: "https://www.shop.example/health", hostedZoneId: "ZSHOP" },
    accelerator: { url: "https://a0123.awsglobalaccelerator.com/health" },
    servedByHeader: "x-served-by",
    incumbent: "dns",
    objectives: rtoS === undefined ? {} : { rtoS, attainmentRatio: 0.95 },
    clientGroups: groups.map(({ id, vantage, share }, at) => {
      const edgeGroup = TOWNS.find(({ country }) => country === id.toUpperCase())?.edgeGroup;
      const gbOut = Math.round(between(random, 200, 8_000) * share * groups.length);
      return {
        ...{ id, label: id.toUpperCase(), share, vantages: [vantage], country: id.toUpperCase() },
        ...(edgeGroup === undefined ? {} : { edgeGroup }),
        match: { cidrs: [`203.0.113.${16 * at}/28`] },
        trafficPerMonth: {
          ...{ gbIn: Math.round(gbOut / 10), gbOut, requests: gbOut * 20_000 },
          dnsQueries: gbOut * 1_000,
        },
      };
    }),
  });
}

function vantageOf(country: string): string {
  return `in-${country.toLowerCase()}`;
}

/** So many different ones. */
function some<T>(all: readonly T[], count: number, random: () => number): T[] {
  const left = [...all];
  return Array.from({ length: Math.min(count, all.length) }, () =>
    left.splice(Math.floor(random() * left.length), 1),
  ).flat();
}
