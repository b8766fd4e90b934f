import { Service } from "../../../../controller/contract/estate.ts";
import type { Metric } from "../../../../controller/contract/measured.ts";
import { summarise } from "../../../../controller/core/summary/summarise.ts";
import type {
  SeriesSummary,
  StatusInput,
} from "../../../../controller/core/verdict/status-input.ts";
import { parseSeriesKey } from "../../../../probe/contract/path.ts";
import { type Measured, measuredBucket } from "../advise/measured-bucket.ts";

export const NOW_MS = 1_700_000_100_000;

const ENDPOINTS = ["us-east-1", "eu-west-1"];

/** A service with two endpoints, a Route 53 name and an accelerator. */
export const SHOP = Service.parse({
  id: "shop",
  label: "Shop",
  endpoints: ENDPOINTS.map((id) => ({
    id,
    label: id,
    place: id,
    latitude: 0,
    longitude: 0,
    url: `http://${id}.shop.example/`,
  })),
  dns: { url: "http://shop.example/" },
  accelerator: { url: "http://ga.shop.example/" },
});

/** What one series measured; its newest attempt a second ago unless said. */
export function measuredSeries(key: string, measured: Measured, ageMs = 1_000): SeriesSummary {
  const series = parseSeriesKey(key);
  if (series === null) throw new Error(`${key} is no series key`);
  const bucket = { ...measuredBucket(measured), lastAtMs: NOW_MS - ageMs };
  return { series, summary: summarise(bucket) };
}

type Scene = {
  readonly vantages: readonly string[];
  /** What differs from health, by the start of the path: `sa-east-1/shop/dns`. */
  readonly troubles?: Readonly<Record<string, Measured>>;
  /** Age of the newest batch where it is not a second; null for a probe that was never heard. */
  readonly heardMs?: Readonly<Record<string, number | null>>;
  readonly metric?: Metric;
  readonly services?: readonly Service[];
};

/** A status input in which every vantage measures every path well, apart from the troubles. */
export function scene(told: Scene, more: Partial<StatusInput> = {}): StatusInput {
  const { vantages, troubles = {}, heardMs = {}, metric = "echo_rtt" } = told;
  const heard = (id: string) => (id in heardMs ? (heardMs[id] ?? null) : 1_000);
  const series = vantages.flatMap((vantage) => {
    const age = heard(vantage);
    if (age === null) return [];
    const paths = [
      ...ENDPOINTS.map((endpoint) => `direct/${endpoint}`),
      "dns/*",
      "accelerator/*",
    ].map((path) => `${vantage}/shop/${path}/${metric}`);
    return paths.map((key) => {
      const trouble = Object.entries(troubles).find(([start]) =>
        new RegExp(`^${start.replaceAll("*", "[^/]*")}`).test(key),
      );
      return measuredSeries(key, trouble?.[1] ?? { n: 90, servedBy: { "us-east-1": 90 } }, age);
    });
  });
  return {
    atMs: NOW_MS,
    windowMs: 180_000,
    environment: { name: "test", note: "" },
    services: told.services ?? [SHOP],
    vantages: vantages.map((id) => {
      const age = heard(id);
      return {
        vantage: { id, kind: "region", label: id, latitude: 0, longitude: 0 },
        newestBatchAtMs: age === null ? null : NOW_MS - age,
        version: age === null ? null : "0.1.0",
      };
    }),
    series,
    seriesAssigned: vantages.length * 4,
    batchIntervalMs: 5_000,
    firstMeasuredAtMs: series.length === 0 ? null : NOW_MS - 180_000,
    ...more,
  };
}
