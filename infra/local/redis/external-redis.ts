import { Redis } from "ioredis";
import type { RedisTls } from "../../../controller/redis-address.ts";
import { LocalProblem, reasonOf } from "../local-problem.ts";
import type { ExternalRedis } from "./external-address.ts";
import { OLDEST_MAJOR } from "./redis-binary.ts";

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Proves that the server in REDIS_URL can be used, of a cluster the first node that answers: it connects, accepts the credentials and is new
 * enough. A server that may evict keys is told to `report`, because it would lose measurements.
 *
 * @throws LocalProblem with the reason; nothing else is tried, so that data never goes elsewhere
 * unnoticed.
 */
export async function checkExternalRedis(
  { nodes, shown, tls }: ExternalRedis,
  report: (line: string) => void,
): Promise<void> {
  const [first] = nodes;
  const failures: unknown[] = [];
  for (const node of nodes) {
    const { username, password } = first;
    const url = Object.assign(new URL(node), { username, password }).href;
    try {
      return await checkServer(url, shown, tls, report);
    } catch (error) {
      failures.push(error);
    }
  }
  throw failures[0];
}

async function checkServer(
  url: string,
  shown: string,
  tls: RedisTls,
  report: (line: string) => void,
): Promise<void> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: CONNECT_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    ...(url.startsWith("rediss:") ? { tls } : {}),
  });
  let heard: Error | null = null;
  client.on("error", (error: Error) => {
    heard ??= error;
  });
  try {
    await client.connect();
    const info = parseInfo(await client.info());
    const version = info.get("redis_version") ?? "unknown";
    if (Number.parseInt(version, 10) < OLDEST_MAJOR) {
      throw new Error(`it is version ${version}, older than ${OLDEST_MAJOR}`);
    }
    const policy = info.get("maxmemory_policy") ?? "noeviction";
    if (policy !== "noeviction" && info.get("maxmemory") !== "0") {
      report(
        `Redis at ${shown} may drop measurements when its memory is full (maxmemory-policy ${policy}); set it to noeviction`,
      );
    }
  } catch (error) {
    throw new LocalProblem(
      `REDIS_URL names ${shown}, which cannot be used: ${reasonOf(heard ?? error)}`,
      mendOf(heard ?? error),
      { cause: error },
    );
  } finally {
    client.disconnect();
  }
}

function mendOf(error: unknown): string {
  const { code = "" } = error as NodeJS.ErrnoException;
  if (/CERT|SIGNATURE|SIGNED/.test(code)) {
    return "Name the file with the certificate of its CA in REDIS_CA_FILE, and the server as its certificate does.";
  }
  return "Start that server or correct REDIS_URL; unset it to use a Redis of Isochrone's own.";
}

/** `key:value` lines of the INFO command. */
function parseInfo(text: string): Map<string, string> {
  return new Map(
    text.split("\r\n").flatMap((line) => {
      const at = line.indexOf(":");
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)] as const] : [];
    }),
  );
}
