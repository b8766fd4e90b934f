import { Redis } from "ioredis";
import { LocalProblem, reasonOf } from "../local-problem.ts";
import { OLDEST_MAJOR } from "./redis-binary.ts";

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Proves that the server in REDIS_URL can be used: it connects, accepts the credentials and is new
 * enough. A server that may evict keys is told to `report`, because it would lose measurements.
 *
 * @throws LocalProblem with the reason; nothing else is tried, so that data never goes elsewhere
 * unnoticed.
 */
export async function checkExternalRedis(
  url: string,
  report: (line: string) => void,
): Promise<void> {
  const shown = withoutPassword(url);
  if (shown === null) {
    throw new LocalProblem(
      "REDIS_URL is not an address of the form redis://[user:password@]host[:port][/database].",
      "Correct REDIS_URL (rediss:// for TLS), or unset it to use a Redis of Isochrone's own.",
    );
  }
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: CONNECT_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let reason = "";
  client.on("error", (error: Error) => {
    reason = reasonOf(error);
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
      `REDIS_URL names ${shown}, which cannot be used: ${reason || reasonOf(error)}`,
      "Start that server or correct REDIS_URL; unset it to use a Redis of Isochrone's own.",
      { cause: error },
    );
  } finally {
    client.disconnect();
  }
}

/** The address as it may be shown and logged; null for text that is no Redis address. */
export function withoutPassword(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (!["redis:", "rediss:"].includes(parsed.protocol) || parsed.hostname === "") return null;
  return `${parsed.protocol}//${parsed.host}${parsed.pathname === "/" ? "" : parsed.pathname}`;
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
