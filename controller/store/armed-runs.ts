import { z } from "zod";
import { ArmedRun } from "../../probe/contract/armed-run.ts";
import { Identifier } from "../contract/measured.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

/** What each vantage is to watch in a run. */
const ByVantage = z.record(Identifier, ArmedRun);

type ByVantage = z.infer<typeof ByVantage>;

export type ArmedRuns = {
  /** Has the vantages watch a run, in place of what was said of it before. */
  arm(runId: string, byVantage: ByVantage): Promise<void>;
  disarm(runId: string): Promise<void>;
  /** Runs that a vantage is to watch, but those that are over. */
  of(vantage: string, nowMs: number): Promise<ArmedRun[]>;
  /** The same as it was up to a second ago, for what is asked with every batch. */
  recently(vantage: string, nowMs: number): Promise<ArmedRun[]>;
};

const RECENTLY_MS = 1_000;

/** Runs that probes watch now, in one hash: there are few at a time. */
export function armedRuns(redis: RedisClient): ArmedRuns {
  const read = async () => {
    const texts = await redis.hvals(KEYS.failoverArmed);
    return texts.map((text) => ByVantage.parse(JSON.parse(text)));
  };
  let recent: { readonly atMs: number; readonly read: Promise<ByVantage[]> } | null = null;
  const readRecently = async (nowMs: number) => {
    if (recent === null || nowMs - recent.atMs >= RECENTLY_MS || nowMs < recent.atMs) {
      recent = { atMs: nowMs, read: read() };
    }
    const { read: reading } = recent;
    try {
      return await reading;
    } catch (error) {
      // What failed is asked again by the next one.
      recent = null;
      throw error;
    }
  };
  return {
    async arm(runId, byVantage) {
      await redis.hset(KEYS.failoverArmed, runId, JSON.stringify(ByVantage.parse(byVantage)));
    },
    async disarm(runId) {
      await redis.hdel(KEYS.failoverArmed, runId);
    },
    async of(vantage, nowMs) {
      return watchedBy(vantage, await read(), nowMs);
    },
    async recently(vantage, nowMs) {
      return watchedBy(vantage, await readRecently(nowMs), nowMs);
    },
  };
}

function watchedBy(vantage: string, all: readonly ByVantage[], nowMs: number): ArmedRun[] {
  return all
    .flatMap((each) => each[vantage] ?? [])
    .filter(({ endAtUs }) => endAtUs > nowMs * 1_000)
    .sort((a, b) => (a.runId < b.runId ? -1 : 1));
}
