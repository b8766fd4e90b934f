import { performance } from "node:perf_hooks";
import type { Redis } from "ioredis";
import { API } from "../../../controller/contract/api.ts";
import { Estate } from "../../../controller/contract/estate.ts";
import { HOUR_MS } from "../../../controller/core/fold/hour.ts";
import { DAY_MS } from "../../../controller/core/fold/tier.ts";
import { openStore } from "../../../controller/store/store.ts";
import { MINUTE_MS } from "../../../probe/contract/minute.ts";
import { batchOf } from "../../helpers/contributions.ts";
import { openBenchApi } from "./bench-api.ts";
import { openBenchRedis } from "./bench-redis.ts";
import { fillStore, seriesNames } from "./fill-store.ts";

/** 10:20 of a day: of the hour that runs twenty minutes are read one by one. */
const NOW_MS = 20_833 * DAY_MS + 10 * HOUR_MS + 20 * MINUTE_MS;
const FROM_MS = NOW_MS - DAY_MS;
const WINDOW_MS = DAY_MS - 2 * MINUTE_MS;
const VANTAGES = Array.from({ length: 100 }, (_, at) => `v-${at}`);
const ENDPOINTS = Array.from({ length: 20 }, (_, at) => `e-${at}`);
const ENTRIES = ["direct", "dns", "accelerator"] as const;
const ROUNDS = 7;
/** Vantages of one event: so many of a hundred fold a batch within a second, at one every 20 s. */
const CHANGED = 5;

/** What questions cost from the first byte to the last, in this process (server and asker) and in Redis. */
export type ApiCost = {
  readonly wallMs: number;
  readonly nodeMs: number;
  readonly redisMs: number;
  readonly bytes: number;
};

/** Processor's time that Redis has taken: what is timed by the clock does not tell on a busy machine. */
async function redisCpuMs(redis: Redis): Promise<number> {
  const spent = (await redis.info("cpu")).matchAll(/^used_cpu_(?:user|sys):([\d.]+)/gm);
  return [...spent].reduce((sum, [, seconds]) => sum + 1_000 * Number(seconds), 0);
}

function estate(): Estate {
  const place = { latitude: 0, longitude: 0 };
  const url = "http://127.0.0.1/";
  const pinned = Object.fromEntries(ENDPOINTS.map((id) => [id, url]));
  return Estate.parse({
    environment: { name: "bench" },
    vantages: VANTAGES.map((id) => ({ ...place, id, kind: "region", label: id })),
    services: [
      {
        id: "shop",
        label: "Shop",
        endpoints: ENDPOINTS.map((id) => ({ ...place, id, label: id, place: id, url })),
        dns: { url, pinned },
        accelerator: { url, pinned },
      },
    ],
  });
}

/**
 * Through the API: a matrix of 100 vantages, 20 endpoints and 3 entries over 24 hours, and what an event of
 * the change feed makes the matrix screen ask for, as a whole and by the rows that have changed.
 */
export async function apiCosts() {
  const bench = await openBenchRedis();
  const store = await openStore(bench.server, (error) => {
    throw error;
  });
  try {
    await fillStore(bench.redis, {
      series: seriesNames(VANTAGES.length, ENDPOINTS.length, ENTRIES),
      fromMs: FROM_MS,
      toMs: NOW_MS,
      tiersOf: (hourMs) => {
        const isAtEnd = hourMs <= FROM_MS || hourMs > NOW_MS - 2 * HOUR_MS;
        return isAtEnd ? ["minute", "fiveMinutes", "hour"] : ["fiveMinutes", "hour"];
      },
    });
    await store.estate.write(estate());
    for (const vantage of VANTAGES) {
      await store.probes.write(batchOf([], { vantage }), NOW_MS);
    }
    const api = await openBenchApi(store, NOW_MS);
    const cost = async (paths: readonly string[]): Promise<ApiCost> => {
      const all = async () => {
        let bytes = 0;
        for (const path of paths) bytes += await api.ask(path);
        return bytes;
      };
      for (let at = 0; at < 3; at += 1) await all();
      const redisMs = await redisCpuMs(bench.redis);
      const cpu = process.cpuUsage();
      const walls: number[] = [];
      let bytes = 0;
      for (let at = 0; at < ROUNDS; at += 1) {
        const begun = performance.now();
        bytes = await all();
        walls.push(performance.now() - begun);
      }
      const { user, system } = process.cpuUsage(cpu);
      return {
        wallMs: walls.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0,
        nodeMs: (user + system) / ROUNDS / 1_000,
        redisMs: ((await redisCpuMs(bench.redis)) - redisMs) / ROUNDS,
        bytes,
      };
    };
    const matrix = (entry: string) => `${API.matrix}?entry=${entry}&windowMs=${WINDOW_MS}`;
    const changed = VANTAGES.slice(0, CHANGED).join();
    const costs = {
      matrix: await cost(ENTRIES.map(matrix)),
      eventWhole: await cost([matrix("direct")]),
      eventRows: await cost([`${matrix("direct")}&vantages=${changed}`]),
      status: await cost([API.status]),
    };
    await api.close();
    return costs;
  } finally {
    await store.close();
    await bench.close();
  }
}
