import { type PlacedVantage, Service } from "../../../controller/contract/estate.ts";
import type { PathHistory } from "../../../controller/contract/path-history.ts";
import type { EvidenceInput } from "../../../controller/core/advise/evidence-input.ts";
import { shippedPrices } from "../../../controller/core/cost/shipped-prices.ts";
import places from "../../../controller/core/routing/data/aws-places.json" with { type: "json" };
import { distanceKm, type Spot } from "../../../controller/core/routing/distance.ts";
import { between } from "../../helpers/draws.ts";
import { seeded } from "../../helpers/seeded.ts";
import { drawRun } from "../../simulate/generate/failover-runs.ts";
import { usualMs } from "../../simulate/generate/geography.ts";
import { historyOf } from "../../simulate/generate/path-history.ts";
import { drawTruth } from "../../simulate/generate/path-truth.ts";
import { simulatePath } from "../../simulate/generate/simulate-path.ts";

const DAYS = 14;
const FIRST_DAY = 20_500;
const DAY_MS = 86_400_000;
const RUNS = 10;
const RUN_SETTINGS = { ttlS: 60, intervalS: 30, failureThreshold: 3 };
/** A path of each latency in steps of 4 ms; histories of about that latency share its numbers. */
const STEP_MS = 4;

/** Two weeks of a service with so many client groups and endpoints, each group measuring all of them, and some runs. */
export function largeEvidence(groups: number, endpoints: number): EvidenceInput {
  const random = seeded(300);
  const regions = Object.entries(places.places)
    .filter(([code]) => /^[a-z]+-[a-z]+-\d$/.test(code))
    .slice(0, endpoints);
  const spots = Array.from({ length: groups }, (): Spot => {
    const [, near] = regions[Math.floor(random() * regions.length)] ?? [
      "",
      { latitude: 0, longitude: 0 },
    ];
    return {
      latitude: Math.max(-80, Math.min(80, near.latitude + between(random, -15, 15))),
      longitude: Math.max(-179, Math.min(179, near.longitude + between(random, -15, 15))),
    };
  });
  const vantages = spots.map(
    (spot, at): PlacedVantage => ({
      ...{ id: `vantage-${at}`, kind: "custom", label: `Vantage ${at}`, ...spot },
      resolver: { address: `10.${at >> 8}.${at & 255}.53`, port: 53 },
    }),
  );
  const service = serviceOf(regions, spots);
  const template = templates(random);
  const histories = vantages.flatMap(({ id, ...spot }) => {
    const far = regions.map(([endpoint, place]) => ({
      endpoint,
      km: distanceKm(spot, place),
      place,
    }));
    const straight = far.map(({ endpoint, place }) => ({
      ...template(usualMs(spot, place) * between(random, 0.9, 1.3)),
      ...{ vantage: id, entry: "direct" as const, endpoint },
    }));
    const nearest = far.reduce((a, b) => (b.km < a.km ? b : a));
    const chosen = (["dns", "accelerator"] as const).map((entry) => {
      const factor = entry === "dns" ? 1 : between(random, 0.6, 1.1);
      const path = template(usualMs(spot, nearest.place) * factor);
      const days = path.days.map((day) => ({ ...day, servedBy: { [nearest.endpoint]: day.sent } }));
      return { ...path, days, vantage: id, entry, endpoint: null };
    });
    return [...straight, ...chosen];
  });
  return {
    ...{ atMs: (FIRST_DAY + DAYS) * DAY_MS, service, vantages, source: "simulated", histories },
    ...{ prices: shippedPrices(), live: null, thresholds: {} },
    failoverRuns: Array.from({ length: RUNS }, (_, at) =>
      drawRun(
        { entry: at % 2 === 0 ? "dns" : "accelerator", ...RUN_SETTINGS },
        {
          groups: service.clientGroups.map(({ id }) => id),
          endpoint: service.endpoints[0]?.id ?? "",
          atMs: (FIRST_DAY + at) * DAY_MS,
        },
        random,
      ),
    ),
    memory: { changedAtMs: null, best: null, inARow: 0, switchCostUsd: null },
  };
}

function templates(random: () => number): (ms: number) => Pick<PathHistory, "medians" | "days"> {
  const made = new Map<number, PathHistory>();
  return (ms) => {
    const step = Math.max(3, Math.round(ms / STEP_MS));
    const known = made.get(step);
    if (known !== undefined) return known;
    const truth = drawTruth(random, 1_000 * STEP_MS * step);
    const way = { vantage: "shared", entry: "direct", endpoint: "shared" } as const;
    const history = historyOf(way, truth, simulatePath(truth, DAYS, random), FIRST_DAY);
    made.set(step, history);
    return history;
  };
}

function serviceOf(
  regions: readonly (readonly [string, Spot])[],
  groups: readonly Spot[],
): Service {
  return Service.parse({
    id: "large",
    label: "Large",
    endpoints: regions.map(([region, { latitude, longitude }], at) => ({
      ...{ id: region, label: region, place: region, latitude, longitude },
      url: `https://${region}.large.example/health`,
      addresses: [`198.51.100.${at + 1}`],
      resource: `i-0123456789abc${String(at).padStart(4, "0")}`,
    })),
    dns: { url: "https://www.large.example/health", hostedZoneId: "ZLARGE" },
    accelerator: { url: "https://a0123.awsglobalaccelerator.com/health" },
    servedByHeader: "x-served-by",
    incumbent: "dns",
    objectives: { rtoS: 300, attainmentRatio: 0.9 },
    clientGroups: groups.map((_, at) => ({
      ...{ id: `group-${at}`, label: `Group ${at}`, share: 1 / groups.length },
      vantages: [`vantage-${at}`],
      edgeGroup: "EU",
      match: { cidrs: [`10.${at >> 8}.${at & 255}.0/24`] },
      trafficPerMonth: { gbIn: 10, gbOut: 100, requests: 1e6, dnsQueries: 1e5 },
    })),
  });
}
