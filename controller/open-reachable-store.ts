import type { Keep } from "./core/fold/keep.ts";
import type { RedisAddress } from "./redis-address.ts";
import { redisProblem } from "./redis-problem.ts";
import { openStore, type Store } from "./store/store.ts";

/**
 * Opens the store.
 *
 * @throws ControllerProblem when Redis cannot be used, or a restore into it is not finished.
 */
export async function openReachableStore(
  address: RedisAddress,
  onError: (error: Error) => void,
  keep: Keep,
): Promise<Store> {
  try {
    return await openStore(address, onError, { keep });
  } catch (cause) {
    throw redisProblem(address, cause);
  }
}
