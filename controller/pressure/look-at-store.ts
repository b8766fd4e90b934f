import type { StoreLook } from "../core/pressure/store-look.ts";
import type { Queues } from "../queue/open-queues.ts";
import type { Store } from "../store/store.ts";
import { storeTroubleOf } from "../store/store-trouble.ts";

/**
 * Looks at Redis and at the queue at once.
 *
 * @param needsReplicas where batches are acknowledged only once a replica has them
 */
export async function lookAtStore(
  store: Pick<Store, "look">,
  queues: Pick<Queues, "look">,
  nowMs: number,
  needsReplicas: boolean,
): Promise<StoreLook> {
  try {
    const [redis, queue] = await Promise.all([store.look(nowMs), queues.look(nowMs)]);
    const { replication, ...others } = redis;
    return {
      kind: "answered",
      ...others,
      replication: needsReplicas ? replication : null,
      queue,
    };
  } catch (error) {
    return {
      kind: "failed",
      reason: storeTroubleOf(error)?.reason ?? "it does not answer as it should",
    };
  }
}
