import type { ChainableCommander } from "ioredis";

/**
 * Sends a pipeline and answers its replies in order.
 *
 * @throws the first error among the replies. What the other commands did stands: a pipeline is no
 * transaction.
 */
export async function replies(pipeline: ChainableCommander): Promise<unknown[]> {
  const answers = (await pipeline.exec()) ?? [];
  return answers.map(([error, reply]) => {
    if (error !== null) throw error;
    return reply;
  });
}
