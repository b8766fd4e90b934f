import { performance } from "node:perf_hooks";
import { HOUR_MS } from "../../../controller/core/fold/hour.ts";
import { DEFAULT_KEEP } from "../../../controller/core/fold/keep.ts";
import { planFold } from "../../../controller/core/fold/plan-fold.ts";
import { DAY_MS } from "../../../controller/core/fold/tier.ts";
import { accumulator } from "../../../controller/core/summary/accumulator.ts";
import { seriesBuckets } from "../../../controller/store/series-buckets.ts";
import { MINUTE_MS } from "../../../probe/contract/minute.ts";
import { batchOf } from "../../helpers/contributions.ts";
import { seeded } from "../../helpers/seeded.ts";
import { openBenchRedis } from "./bench-redis.ts";
import { fillStore, seriesNames } from "./fill-store.ts";
import { contributionOf, hourTemplates } from "./templates.ts";

/** 10:20 of a day: two hours are read from their minutes, one in part. */
const NOW_MS = 20_833 * DAY_MS + 10 * HOUR_MS + 20 * MINUTE_MS;
const SERIES_PER_BATCH = 100;
const BATCH_MS = 15_000;
const MERGED = 43_200;

/** Milliseconds of the middle one of so many runs. */
async function middleMs(runs: number, run: () => unknown): Promise<number> {
  const all: number[] = [];
  for (let at = 0; at < runs; at += 1) {
    const begun = performance.now();
    await run();
    all.push(performance.now() - begun);
  }
  return all.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

/** Adds 30 days of packed minutes up, in this process. */
export function mergeMs(): Promise<number> {
  const minutes = hourTemplates(64).flatMap((template) => template.minutes);
  const sum = accumulator();
  return middleMs(7, () => {
    for (let at = 0; at < MERGED; at += 1) {
      const bytes = minutes[at % minutes.length] as Buffer;
      sum.addPacked(bytes, 0, bytes.length, at * MINUTE_MS);
    }
    return sum.take();
  });
}

/** What folding an hour of batches of 100 series costs, and rolling it up: microseconds of each. */
export async function foldCost() {
  const bench = await openBenchRedis();
  try {
    const buckets = seriesBuckets(bench.redis, DEFAULT_KEEP);
    const random = seeded(7);
    const batches = Array.from({ length: HOUR_MS / BATCH_MS }, (_, at) => {
      const minuteMs =
        NOW_MS - 20 * MINUTE_MS + Math.floor((at * BATCH_MS) / MINUTE_MS) * MINUTE_MS;
      const contributions = Array.from({ length: SERIES_PER_BATCH }, (_each, path) =>
        contributionOf(
          random,
          minuteMs,
          { service: "shop", entry: "direct", endpoint: `e-${path}`, metric: "echo_rtt" },
          path,
        ),
      );
      return batchOf(contributions, { seq: at + 1 });
    });
    await bench.busyUs();
    const foldCpu = process.cpuUsage();
    for (const batch of batches) await buckets.fold(batch, planFold(batch, 0), NOW_MS);
    const fold = costOf(process.cpuUsage(foldCpu), await bench.busyUs(), batches.length);
    const rollCpu = process.cpuUsage();
    await buckets.rollUp(["eu-west-1"], NOW_MS + 3 * HOUR_MS);
    const roll = costOf(process.cpuUsage(rollCpu), await bench.busyUs(), SERIES_PER_BATCH);
    return { fold, roll };
  } finally {
    await bench.close();
  }
}

function costOf({ user, system }: NodeJS.CpuUsage, redisUs: number, count: number) {
  return { nodeUs: (user + system) / count, redisUs: redisUs / count };
}

const MATRIX_READS = 7;

/**
 * A matrix of 100 vantages, 20 endpoints and 3 entries over 24 hours: from the call to the sums, and the
 * processor's time that it takes in this process, as the first does not tell on a busy machine.
 */
export async function matrixCost() {
  const bench = await openBenchRedis();
  try {
    const series = seriesNames(100, 20, ["direct", "dns", "accelerator"]);
    const fromMs = NOW_MS - DAY_MS;
    await fillStore(bench.redis, {
      series,
      fromMs,
      toMs: NOW_MS,
      tiersOf: (hourMs) => {
        const isAtEnd = hourMs <= fromMs || hourMs > NOW_MS - 2 * HOUR_MS;
        return isAtEnd ? ["minute", "fiveMinutes", "hour"] : ["fiveMinutes", "hour"];
      },
    });
    const buckets = seriesBuckets(bench.redis, DEFAULT_KEEP);
    const window = { fromMs: fromMs + 2 * MINUTE_MS, toMs: NOW_MS, stepMs: null };
    await buckets.sums(series, window, NOW_MS);
    await bench.busyUs();
    const cpu = process.cpuUsage();
    const wallMs = await middleMs(MATRIX_READS, () => buckets.sums(series, window, NOW_MS));
    return { wallMs, ...costOf(process.cpuUsage(cpu), await bench.busyUs(), MATRIX_READS) };
  } finally {
    await bench.close();
  }
}

/** Thirty days of one series: as a whole, and at steps of an hour and of five minutes. */
export async function thirtyDaysMs() {
  const bench = await openBenchRedis();
  try {
    const series = seriesNames(1, 1, ["direct"]);
    await fillStore(bench.redis, { series, fromMs: NOW_MS - 35 * DAY_MS, toMs: NOW_MS });
    const buckets = seriesBuckets(bench.redis, DEFAULT_KEEP);
    const read = (stepMs: number | null) => {
      const window = { fromMs: NOW_MS - 30 * DAY_MS, toMs: NOW_MS, stepMs };
      return middleMs(15, () => buckets.sums(series, window, NOW_MS));
    };
    return {
      wholeMs: await read(null),
      hoursMs: await read(HOUR_MS),
      fiveMinutesMs: await read(5 * MINUTE_MS),
    };
  } finally {
    await bench.close();
  }
}
