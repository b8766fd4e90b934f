import type { ChainableCommander, Redis } from "ioredis";

/** Commands in one pipeline: bounds the memory of one answer. */
const COMMANDS_PER_PIPELINE = 1_000;

/** A command on one key, put on the pipeline that it is given. */
export type Call = { readonly key: string; readonly put: (pipeline: ChainableCommander) => void };

/**
 * Sends commands together and answers their replies in order. The only way to send several at once:
 * each names its key, and nothing may depend on one being done before another.
 *
 * @throws the first error among the replies. What the other commands did stands: a pipeline is no
 * transaction.
 */
export async function send(redis: Redis, calls: readonly Call[]): Promise<unknown[]> {
  const replies: unknown[] = [];
  for (let at = 0; at < calls.length; at += COMMANDS_PER_PIPELINE) {
    const pipeline = redis.pipeline();
    for (const { put } of calls.slice(at, at + COMMANDS_PER_PIPELINE)) put(pipeline);
    for (const [error, reply] of (await pipeline.exec()) ?? []) {
      if (error !== null) throw error;
      replies.push(reply);
    }
  }
  return replies;
}
