import { ControllerProblem } from "./controller-problem.ts";
import type { Keep } from "./core/fold/keep.ts";
import { BackupProblem } from "./store/backup/backup-problem.ts";
import type { RedisAddress } from "./store/connect.ts";
import { openStore, type Store } from "./store/store.ts";

/**
 * Opens the store.
 *
 * @throws ControllerProblem when Redis cannot be reached, or a restore into it is not finished.
 */
export async function openReachableStore(
  address: RedisAddress,
  onError: (error: Error) => void,
  keep: Keep,
): Promise<Store> {
  try {
    return await openStore(address, onError, { keep });
  } catch (cause) {
    if (cause instanceof ControllerProblem) throw cause;
    if (cause instanceof BackupProblem) {
      throw new ControllerProblem(cause.message, cause.mend, { cause });
    }
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ControllerProblem(
      `Redis at ${placeOf(address)} does not answer: ${reason}`,
      "Start it, or correct REDIS_URL.",
      { cause },
    );
  }
}

/** Without user and password, which an address may carry. */
function placeOf(address: RedisAddress): string {
  if ("socketPath" in address) return address.socketPath;
  const places = address.url.split(",").map((url) => (URL.canParse(url) ? new URL(url).host : "?"));
  return places.join(", ");
}
