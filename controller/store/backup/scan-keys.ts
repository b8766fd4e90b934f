import { type BackupClient, primaries } from "./client.ts";

/** Keys that a server looks at for one page. */
const PAGE = 500;

/**
 * Names of the keys that match a pattern, page by page over every server. A key that is there all the
 * while comes at least once, perhaps more often (SCAN's guarantee).
 */
export async function* scanKeys(
  client: BackupClient,
  pattern: string,
): AsyncGenerator<readonly string[]> {
  for (const server of primaries(client)) {
    let cursor = "0";
    do {
      const [next, names] = await server.scan(cursor, "MATCH", pattern, "COUNT", PAGE);
      cursor = next;
      if (names.length > 0) yield names;
    } while (cursor !== "0");
  }
}

/** Whether any key matches one of the patterns; answers one of them, else null. */
export async function anyKey(
  client: BackupClient,
  patterns: readonly string[],
): Promise<string | null> {
  for (const pattern of patterns) {
    for await (const [first] of scanKeys(client, pattern)) if (first !== undefined) return first;
  }
  return null;
}
