import { LocalProblem } from "../local-problem.ts";
import { type ContainerEngine, findContainerEngine } from "./container-engine.ts";
import { type ExternalRedis, readExternalRedis } from "./external-address.ts";
import { checkExternalRedis } from "./external-redis.ts";
import type { RedisBinary } from "./redis-binary.ts";
import { type ResolveBinaryOptions, resolveRedisBinary } from "./resolve-binary.ts";

export type RedisChoice =
  | { kind: "external"; redis: ExternalRedis }
  | { kind: "binary"; binary: RedisBinary }
  | { kind: "container"; engine: ContainerEngine };

/**
 * Decides which Redis this start uses: REDIS_URL, else a binary (see {@link resolveRedisBinary}), else
 * a container engine that answers. A setting that names one and does not work stops the start; the
 * search never goes on behind a person's back.
 *
 * @throws LocalProblem
 */
export async function resolveRedis(options: ResolveBinaryOptions = {}): Promise<RedisChoice> {
  const env = options.env ?? process.env;
  const url = env["REDIS_URL"];
  if (url !== undefined && url !== "") {
    const redis = await readExternalRedis(url, "REDIS_URL", env);
    await checkExternalRedis(redis, options.report ?? (() => undefined));
    return { kind: "external", redis };
  }
  try {
    return { kind: "binary", binary: await resolveRedisBinary(options) };
  } catch (error) {
    const named = env["REDIS_SERVER_BIN"];
    if (!(error instanceof LocalProblem) || (named !== undefined && named !== "")) throw error;
    const engine = await findContainerEngine(env);
    if (engine === null) throw error;
    return { kind: "container", engine };
  }
}
