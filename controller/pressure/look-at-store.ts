import type { StoreLook } from "../core/pressure/store-look.ts";
import type { Queues } from "../queue/open-queues.ts";
import type { Store } from "../store/store.ts";
import { storeTroubleOf } from "../store/store-trouble.ts";

/** Looks at Redis and at the queue at once. */
export async function lookAtStore(
  store: Pick<Store, "look">,
  queues: Pick<Queues, "look">,
  nowMs: number,
): Promise<StoreLook> {
  try {
    const [redis, queue] = await Promise.all([store.look(nowMs), queues.look(nowMs)]);
    return { kind: "answered", ...redis, queue };
  } catch (error) {
    return {
      kind: "failed",
      reason: storeTroubleOf(error)?.reason ?? "it does not answer as it should",
    };
  }
}
