import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { openRedisWorld } from "../machine/open-world.ts";
import { cpuMsOf } from "../machine/process-cpu.ts";
import type { NaivePlan, NaiveResult } from "./naive-process.ts";

const SAMPLES = 40_000;
const SERIES = 100;
const INTERVAL_MS = 2_000;
const DAY_MS = 86_400_000;

export type NaiveCost = {
  /** Processor time for each 10,000 samples, in s. */
  readonly nodeCpuS: number;
  readonly redisCpuS: number;
  /** Bytes that a day of one series would take, a sample every 2 s. */
  readonly bytesPerSeriesDay: number;
};

/** What it costs to queue and store each sample by itself, without HTTP and without probes. */
export async function naiveCost(): Promise<NaiveCost> {
  const world = await openRedisWorld();
  try {
    const before = await world.usedBytes();
    const redisBefore = cpuMsOf(world.pid);
    const plan: NaivePlan = {
      redisUrl: world.url,
      samples: SAMPLES,
      series: SERIES,
      intervalMs: INTERVAL_MS,
      startMs: Math.floor(Date.now() / DAY_MS) * DAY_MS,
    };
    const child = fork(fileURLToPath(import.meta.url), ["naive", JSON.stringify(plan)]);
    const [{ cpuMs }] = (await once(child, "message")) as [NaiveResult];
    const redisCpuMs = cpuMsOf(world.pid) - redisBefore;
    await once(child, "exit");
    const bytes = ((await world.usedBytes()) - before) / SAMPLES;
    return {
      nodeCpuS: (cpuMs / 1_000 / SAMPLES) * 10_000,
      redisCpuS: (redisCpuMs / 1_000 / SAMPLES) * 10_000,
      bytesPerSeriesDay: (bytes * DAY_MS) / INTERVAL_MS,
    };
  } finally {
    await world.close();
  }
}
