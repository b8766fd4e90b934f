import { setTimeout as delay } from "node:timers/promises";
import { ControllerProblem } from "./controller-problem.ts";
import type { RedisAddress } from "./redis-address.ts";
import { redisProblem } from "./redis-problem.ts";
import type { RunningController } from "./running-controller.ts";
import { findRedis } from "./store/find-redis.ts";

/** Long enough for a TLS handshake around the world. */
const ANSWER_WITHIN_MS = 5_000;
/** Of what is waited for, so that /healthz is there soon. */
const LISTEN_SOON_MS = 1_000;
const TRY_AGAIN_MS = 1_000;

type Found = {
  readonly redis: RedisAddress;
  readonly waitForRedis?: boolean;
  readonly port: number;
};

/**
 * Starts a controller on a Redis of which it is known whether it is a cluster. One that is waited for
 * cannot be asked: it is taken for a single server, and where it turns out to be a cluster when it comes,
 * the controller is started once more on the same port, before it has done anything.
 *
 * @throws ControllerProblem when Redis cannot be used (unless it is waited for); what `start` throws.
 */
export async function startOnFoundRedis<Options extends Found>(
  options: Options,
  start: (options: Options) => Promise<RunningController>,
): Promise<RunningController> {
  const waits = options.waitForRedis === true;
  const found = await findRedis(options.redis, waits ? LISTEN_SOON_MS : ANSWER_WITHIN_MS).catch(
    (error: unknown) => redisProblem(options.redis, error),
  );
  if (!(found instanceof ControllerProblem)) return await start({ ...options, redis: found });
  if (!waits || found.cause === undefined) throw found;
  return startAgainOnCluster(await start(options), options, start);
}

function startAgainOnCluster<Options extends Found>(
  first: RunningController,
  options: Options,
  start: (options: Options) => Promise<RunningController>,
): RunningController {
  const closing = new AbortController();
  let present = first;
  const begin = async (): Promise<boolean> => {
    const redis = await untilFound(options.redis, closing.signal);
    if (redis === null) return false;
    if ("isCluster" in redis) {
      await first.close();
      present = await start({ ...options, redis, port: Number(new URL(first.url).port) });
    }
    return await present.begun;
  };
  const begun = begin();
  return {
    url: first.url,
    begun,
    loadEstate: (estate) => present.loadEstate(estate),
    async readAws(given) {
      if (await begun) await present.readAws(given);
    },
    issueLoginUrl: () => present.issueLoginUrl(),
    issueProbeToken: (vantage) => present.issueProbeToken(vantage),
    issueApiToken: (name, role) => present.issueApiToken(name, role),
    async close() {
      closing.abort();
      await Promise.all([first.close(), begun.catch(() => undefined)]);
      await present.close();
    },
  };
}

/** Null when it is given up. */
async function untilFound(
  address: RedisAddress,
  signal: AbortSignal,
): Promise<RedisAddress | null> {
  while (!signal.aborted) {
    const found = await findRedis(address, ANSWER_WITHIN_MS).catch(() => null);
    if (found !== null) return found;
    await delay(TRY_AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
  return null;
}
