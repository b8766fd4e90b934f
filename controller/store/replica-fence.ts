import type { ChainableCommander } from "ioredis";
import type { RedisAddress } from "../redis-address.ts";
import { connectRedis, type RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";
import { slotName } from "./pipeline.ts";
import { releaseRedis } from "./release-redis.ts";
import { NoReplicaError } from "./store-trouble.ts";

/** A replica that lives confirms within the time of the way to it and back. */
const CONFIRM_WITHIN_MS = 1_000;
const FENCE_LIFETIME_MS = 60_000;
const REPLICAS = 1;

/** A command that reads what was written, and whether its reply shows it. */
export type Evidence = {
  readonly key: string;
  readonly look: (pipeline: ChainableCommander) => void;
  readonly shows: (reply: unknown) => boolean;
};

export type ReplicaFence = {
  /**
   * Resolves once a replica has what the evidence shows.
   *
   * @throws NoReplicaError where none confirms it in time, or it is not there (any more).
   */
  confirm(evidence: Evidence): Promise<void>;
  close(): Promise<void>;
};

type Waiting = { readonly evidence: Evidence; readonly settle: (error: Error | null) => void };

/**
 * Waits for replicas. Replication is one stream of writes, so whoever has a later write has every earlier
 * one: the evidence is read, then a small key of the same slot is written, and WAIT tells whether a replica
 * has that, all three in one go on one connection to one node. A node that was promoted without the write
 * does not show it, and so confirms nothing.
 *
 * Of each slot one such round is on its way; what asks meanwhile goes together with the next. The
 * connection is its own, because WAIT holds up whatever follows on it.
 */
export function replicaFence(address: RedisAddress, onError: (error: Error) => void): ReplicaFence {
  let redis: RedisClient | null = null;
  const queues = new Map<string, Waiting[]>();
  const rounds = async (slot: string, queue: Waiting[]) => {
    redis ??= connectRedis(address, onError);
    while (queue.length > 0) await round(redis, slot, queue.splice(0));
    queues.delete(slot);
  };
  return {
    confirm: (evidence) =>
      new Promise((resolve, reject) => {
        const settle = (error: Error | null) => (error === null ? resolve() : reject(error));
        const slot = slotName(evidence);
        const queue = queues.get(slot);
        if (queue !== undefined) return void queue.push({ evidence, settle });
        const fresh = [{ evidence, settle }];
        queues.set(slot, fresh);
        void rounds(slot, fresh);
      }),
    async close() {
      if (redis !== null) await releaseRedis(redis);
    },
  };
}

/** Never throws: each that waits hears of its own. */
async function round(redis: RedisClient, slot: string, waiting: readonly Waiting[]) {
  const pipeline = redis.pipeline();
  for (const { evidence } of waiting) evidence.look(pipeline);
  pipeline.set(KEYS.fence(slot), 1, "PX", FENCE_LIFETIME_MS);
  pipeline.wait(REPLICAS, CONFIRM_WITHIN_MS);
  const replies = await pipeline.exec().then(
    (each) => each ?? [],
    (error: Error) => [[error, null]] as [Error, null][],
  );
  const [failure] = replies.flatMap(([error]) => error ?? []);
  const [, confirmed] = replies.at(-1) ?? [null, 0];
  for (const [at, { evidence, settle }] of waiting.entries()) {
    if (failure !== undefined) settle(unconfirmed(failure));
    else if (Number(confirmed) < REPLICAS) settle(new NoReplicaError());
    else settle(evidence.shows(replies[at]?.[1]) ? null : new NoReplicaError());
  }
}

/** A slot that is just on its way to another node is confirmed by none. */
function unconfirmed(error: Error): Error {
  return /^(MOVED|ASK) /.test(error.message) ? new NoReplicaError({ cause: error }) : error;
}
