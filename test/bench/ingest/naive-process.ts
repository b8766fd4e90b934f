import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import { seeded } from "../../helpers/seeded.ts";

/** One job for each sample, and a sorted set of JSON for each series: what one would write first. */
export type NaivePlan = {
  readonly redisUrl: string;
  readonly samples: number;
  readonly series: number;
  readonly intervalMs: number;
  readonly startMs: number;
};

/** What was not counted of the processor here: that is Redis's. */
export type NaiveResult = { readonly cpuMs: number; readonly wallMs: number };

const IN_FLIGHT = 50;

type Sample = {
  readonly vantage: string;
  readonly path: string;
  readonly atMs: number;
  readonly rttUs: number;
  readonly servedBy: string;
};

/** Key of the samples of one series. */
const naiveKey = (series: number): string => `samples:v-0/shop/direct/e-${series}/echo_rtt`;

/** Samples of a series, one each interval. */
export function naiveSample(random: () => number, series: number, atMs: number): string {
  const rttUs = Math.round(38_000 * Math.exp(0.03 * (random() + random() + random() - 1.5)));
  const endpoint = `e-${series}`;
  const path = `shop/direct/${endpoint}/echo_rtt`;
  return JSON.stringify({ vantage: "v-0", path, atMs, rttUs, servedBy: endpoint } satisfies Sample);
}

export async function runNaiveProcess(planJson: string): Promise<void> {
  const plan = JSON.parse(planJson) as NaivePlan;
  const connection = new Redis(plan.redisUrl, { maxRetriesPerRequest: null });
  const queue = new Queue<Sample>("samples", { connection });
  const startedMs = performance.now();
  const before = process.cpuUsage();
  let stored = 0;
  const done = new Promise<void>((resolve) => {
    const worker = new Worker<Sample>(
      "samples",
      async ({ data }) => {
        const series = Number(data.servedBy.slice("e-".length));
        await connection.zadd(naiveKey(series), data.atMs, JSON.stringify(data));
        stored += 1;
        if (stored === plan.samples) resolve();
      },
      { connection, concurrency: IN_FLIGHT },
    );
    worker.on("error", (error) => {
      throw error;
    });
  });
  const random = seeded(5);
  let next = 0;
  const add = async () => {
    while (next < plan.samples) {
      const at = next;
      next += 1;
      const atMs = plan.startMs + Math.floor(at / plan.series) * plan.intervalMs;
      const sample = JSON.parse(naiveSample(random, at % plan.series, atMs)) as Sample;
      await queue.add("sample", sample, { removeOnComplete: true });
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, add));
  await done;
  const { user, system } = process.cpuUsage(before);
  const result = { cpuMs: (user + system) / 1_000, wallMs: performance.now() - startedMs };
  process.send?.(result, () => process.exit());
}
