import { type ChainableCommander, Cluster } from "ioredis";
import type { RedisClient } from "./connect.ts";

/** Commands in one pipeline: bounds the memory of one answer. */
const COMMANDS_PER_PIPELINE = 1_000;

/** A command on one key, put on the pipeline that it is given. */
export type Call = { readonly key: string; readonly put: (pipeline: ChainableCommander) => void };

/**
 * Sends commands together and answers their replies in order. The only way to send several at once:
 * each names its key, and nothing may depend on one being done before another. On a cluster the
 * commands of one slot go together, those of different slots at the same time.
 *
 * @throws the first error among the replies. What the other commands did stands: a pipeline is no
 * transaction.
 */
export async function send(redis: RedisClient, calls: readonly Call[]): Promise<unknown[]> {
  const replies: unknown[] = new Array(calls.length);
  for (let at = 0; at < calls.length; at += COMMANDS_PER_PIPELINE) {
    const page = calls
      .slice(at, at + COMMANDS_PER_PIPELINE)
      .map((call, i) => ({ ...call, at: at + i }));
    const groups = redis instanceof Cluster ? bySlot(page) : [page];
    await Promise.all(groups.map((group) => sendTogether(redis, group, replies)));
  }
  return replies;
}

type PlacedCall = Call & { readonly at: number };

async function sendTogether(
  redis: RedisClient,
  group: readonly PlacedCall[],
  replies: unknown[],
): Promise<void> {
  const pipeline = redis.pipeline();
  for (const { put } of group) put(pipeline);
  const answered = (await pipeline.exec()) ?? [];
  for (const [i, { at }] of group.entries()) {
    const [error, reply] = answered[i] ?? [new Error("Connection is closed."), null];
    if (error !== null) throw error;
    replies[at] = reply;
  }
}

/** What the slot of a key is made of: the first braces with something in them, else all of it. */
export function slotName({ key }: Pick<Call, "key">): string {
  return /^[^{]*\{([^}]+)\}/.exec(key)?.[1] ?? key;
}

function bySlot(calls: readonly PlacedCall[]): PlacedCall[][] {
  const groups = new Map<string, PlacedCall[]>();
  for (const call of calls) {
    const name = slotName(call);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [call]);
    else group.push(call);
  }
  return [...groups.values()];
}
