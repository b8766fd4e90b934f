import type { KeyLine } from "./backup-format.ts";
import type { BackupClient } from "./client.ts";
import { OWN_PATTERNS, RESTORE_MARK } from "./key-selection.ts";
import { scanKeys } from "./scan-keys.ts";
import { unpack } from "./stored-key.ts";

/** Commands under way at once: enough to hide the way to Redis, little enough to hold. */
const AT_ONCE = 256;

export type Writing = {
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Hears now and then how many lines were written. */
  readonly progress: (lines: number) => void;
};

/**
 * Writes keys as a backup has them. What expired since it was made is left out. Answers how many lines
 * were written, and how many had expired.
 */
export async function writeKeys(
  client: BackupClient,
  lines: AsyncIterable<KeyLine>,
  { now, signal, progress }: Writing,
): Promise<{ written: number; expired: number }> {
  let written = 0;
  let expired = 0;
  let under: Promise<unknown>[] = [];
  const settle = async () => {
    await Promise.all(under);
    under = [];
    progress(written);
  };
  for await (const { key, type, expiresAtMs, items, adds } of lines) {
    signal.throwIfAborted();
    const leftMs = expiresAtMs === undefined ? null : expiresAtMs - now();
    const isOver = leftMs !== null && leftMs <= 0;
    if (isOver) expired += 1;
    else written += 1;
    // An expired line may still stand after an earlier one of its key: it deletes that.
    const argv = isOver ? ["none", "", ""] : [type, adds === true ? "1" : "", leftMs ?? ""];
    under.push(client.isoWriteKey(key, ...argv, ...(isOver ? [] : items.map(unpack))));
    if (under.length >= AT_ONCE) await settle();
  }
  await settle();
  return { written, expired };
}

/** Removes everything of Isochrone's but the mark of a restore: the queues as well. */
export async function wipe(client: BackupClient, signal: AbortSignal): Promise<void> {
  for (const pattern of OWN_PATTERNS) {
    for await (const names of scanKeys(client, pattern)) {
      signal.throwIfAborted();
      await Promise.all(
        names.filter((name) => name !== RESTORE_MARK).map((name) => client.unlink(name)),
      );
    }
  }
}
