import { createHash } from "node:crypto";
import { FailoverRecord, type RecordEntry } from "../contract/failover/failover-record.ts";
import { RunHead } from "../contract/failover/run-head.ts";
import { chained, chainFault } from "../core/failover-record/chain.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

type RunEvent = RecordEntry["event"];

/** Somebody else has written the next line of a run meanwhile: read it, and decide anew. */
export class RunMovedError extends Error {
  override readonly name = "RunMovedError";
}

/** A run's record, and what is wrong with its chain in words; null where it is whole. */
type KeptRun = { readonly record: FailoverRecord; readonly fault: string | null };

/** A run that was begun, or the one of the service that goes on; null where that ended just now. */
type BegunRun =
  | { readonly isBegun: true; readonly runId: string; readonly entry: RecordEntry }
  | { readonly isBegun: false; readonly other: string | null };

export type FailoverRuns = {
  /** Begins a run, unless another one of the service goes on. */
  begin(
    run: { readonly planId: string; readonly service: string; readonly atMs: number },
    event: Extract<RunEvent, { kind: "begun" }>,
  ): Promise<BegunRun>;
  read(runId: string): Promise<KeptRun | null>;
  /**
   * Adds the next line to what was read.
   *
   * @param last that was read
   * @throws RunMovedError where it is not the last any more
   */
  append(runId: string, last: RecordEntry, event: RunEvent, atMs: number): Promise<RecordEntry>;
  /** Lets the next run of the service begin. */
  end(service: string, runId: string): Promise<void>;
  /** The run of a service that goes on; null without one. */
  current(service: string): Promise<string | null>;
  /** Newest first. */
  list(limit: number): Promise<RunHead[]>;
};

/**
 * Runs of failover tests. The record of a run is a list that only grows, each line chained to the one before;
 * nothing removes it. One key for each service says which run goes on.
 */
export function failoverRuns(redis: RedisClient): FailoverRuns {
  const append: FailoverRuns["append"] = async (runId, last, event, atMs) => {
    const entry = chained(runId, last, event, atMs, sha256);
    const text = JSON.stringify(entry);
    if ((await redis.isoAppend(KEYS.failoverRun(runId), entry.seq, text)) === 1) return entry;
    throw new RunMovedError(`line ${entry.seq} of ${runId} was written by another process`);
  };
  const head = async (runId: string) => {
    const text = await redis.hget(KEYS.failoverRunHeads, runId);
    return text === null ? null : RunHead.parse(JSON.parse(text));
  };
  return {
    async begin({ planId, service, atMs }, event) {
      const lock = KEYS.failoverCurrent(service);
      const number = await redis.incr(KEYS.failoverRunCounter);
      const runId = `run-${String(number).padStart(4, "0")}`;
      const entry = chained(runId, null, event, atMs, sha256);
      const kept = RunHead.parse({ runId, planId, service, begunAtMs: atMs });
      // Before the run counts as the service's: whatever goes on can be read by whoever takes it up.
      await redis.isoAppend(KEYS.failoverRun(runId), 0, JSON.stringify(entry));
      await redis.hset(KEYS.failoverRunHeads, runId, JSON.stringify(kept));
      if ((await redis.set(lock, runId, "NX")) !== "OK") {
        const other = await redis.get(lock);
        await redis.hdel(KEYS.failoverRunHeads, runId);
        await redis.del(KEYS.failoverRun(runId));
        return { isBegun: false, other };
      }
      await redis.zadd(KEYS.failoverRuns, number, runId);
      return { isBegun: true, runId, entry };
    },
    async read(runId) {
      const [texts, known] = await Promise.all([
        redis.lrange(KEYS.failoverRun(runId), 0, -1),
        head(runId),
      ]);
      if (texts.length === 0 || known === null) return null;
      // Before it is parsed, which drops what it does not know: the hash is over all that was written.
      const entries = texts.map((text) => JSON.parse(text) as RecordEntry);
      const found = chainFault({ runId, entries }, sha256);
      const { planId, service } = known;
      return {
        record: FailoverRecord.parse({ runId, planId, service, entries }),
        fault: found === null ? null : `line ${found.at} ${found.message}`,
      };
    },
    append,
    async end(service, runId) {
      await redis.isoLetGo(KEYS.failoverCurrent(service), runId);
    },
    current: (service) => redis.get(KEYS.failoverCurrent(service)),
    async list(limit) {
      if (limit < 1) return [];
      const ids = await redis.zrevrange(KEYS.failoverRuns, 0, limit - 1);
      const heads = await Promise.all(ids.map(head));
      return heads.filter((each) => each !== null);
    },
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
