import type { Logger } from "pino";
import { ControllerProblem } from "./controller-problem.ts";
import type { Keep } from "./core/fold/keep.ts";
import type { RedisAddress } from "./store/connect.ts";
import { openStore, type Store } from "./store/store.ts";

/**
 * Opens the store.
 *
 * @throws ControllerProblem when Redis cannot be reached.
 */
export async function openReachableStore(
  address: RedisAddress,
  keep: Keep,
  log: Logger,
): Promise<Store> {
  const onError = (err: Error) => log.warn({ err }, "the connection to Redis failed");
  try {
    const store = await openStore(address, onError, { keep });
    await warnOfSettings(store, log);
    return store;
  } catch (cause) {
    if (cause instanceof ControllerProblem) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ControllerProblem(
      `Redis at ${placeOf(address)} does not answer: ${reason}`,
      "Start it, or correct REDIS_URL.",
      { cause },
    );
  }
}

/** Says which settings of Redis make the store larger than need be. */
async function warnOfSettings(store: Store, log: Logger): Promise<void> {
  const settings = await store.smallSettings();
  if (settings.length === 0) return;
  const mend = settings.map(({ name, wanted }) => `${name} ${wanted}`).join(", ");
  log.warn({ settings }, `Redis takes more memory for measurements than it needs; set ${mend}`);
}

/** Without user and password, which an address may carry. */
function placeOf(address: RedisAddress): string {
  if ("socketPath" in address) return address.socketPath;
  return URL.canParse(address.url) ? new URL(address.url).host : address.url;
}
