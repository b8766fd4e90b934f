import { BackupProblem } from "./backup-problem.ts";
import type { BackupClient } from "./client.ts";
import {
  belongsInBackup,
  groupOf,
  inReadingOrder,
  isReadLast,
  READ_LAST,
  STORE_PATTERN,
} from "./key-selection.ts";
import { type KnownKeys, knownKeys } from "./known-keys.ts";
import { readPage, readTogether } from "./read-keys.ts";
import { scanKeys } from "./scan-keys.ts";
import { fingerprint, type StoredKey } from "./stored-key.ts";

/** At the turn of an hour every series begins a new key; that is over after a few rounds. */
const MOST_ROUNDS = 50;

export type Copying = {
  readonly now: () => number;
  /** Stops the copying, which then throws the signal's reason. */
  readonly signal: AbortSignal;
  /** Receives keys in the order of reading; one that is not new replaces the earlier of its name. */
  readonly take: (stored: StoredKey, isNew: boolean) => Promise<void>;
  /** Hears after every page how many different keys were read, and in which round. */
  readonly progress: (keys: number, round: number) => void;
};

/**
 * Reads everything that belongs in a backup while others go on writing, and writes nothing. What is
 * answered holds together within each group, as if the group had been read at one moment: a batch that is
 * folded meanwhile is either in the record of its vantage and in all minutes, or in none of them.
 *
 * First every key is read. Then all are read again, and those of a group that differ are read once more,
 * all in one call. A group is settled when the next round finds that nothing else in it has changed since:
 * the rest then was at the moment of that call what it was before and after. Answers the number of keys.
 *
 * Keys that vanish are not looked for: they have expired, which their time in the copy says as well, or
 * they were marks of work to do, which is done again without harm.
 *
 * @throws BackupProblem when the groups do not settle.
 */
export async function copySettled(client: BackupClient, copying: Copying): Promise<number> {
  const known = knownKeys();
  const last = new Set(READ_LAST);
  const offer = async (stored: StoredKey) => {
    const print = fingerprint(stored);
    const state = known.compare(stored.key, print);
    if (state === "same" || (state === "new" && stored.type === "none")) return;
    if (isReadLast(stored.key)) last.add(stored.key);
    known.note(stored.key, print);
    await copying.take(stored, state === "new");
  };
  const readAtOnce = async (names: readonly string[]) => {
    copying.signal.throwIfAborted();
    for (const stored of await readTogether(client, names, copying.now)) await offer(stored);
  };
  for await (const stored of readAll(client, copying, known, 0)) await offer(stored);
  const together: Together = new Map();
  for (let round = 1; ; round += 1) {
    if (round > MOST_ROUNDS) throw unsettled();
    const restless = await addChanged(client, copying, known, { round, together });
    if (restless.size === 0) break;
    for (const group of restless) await readAtOnce([...(together.get(group) ?? [])]);
  }
  for (const key of inReadingOrder(last)) await readAtOnce([key]);
  return known.size;
}

/** By group, the keys that are read in one call. */
type Together = Map<string, Set<string>>;

/** Adds to each group the keys that have changed since, and answers the groups that got any. */
async function addChanged(
  client: BackupClient,
  copying: Copying,
  known: KnownKeys,
  { round, together }: { readonly round: number; readonly together: Together },
): Promise<Set<string>> {
  const restless = new Set<string>();
  for await (const stored of readAll(client, copying, known, round)) {
    const group = groupOf(stored.key);
    if (group === null) continue;
    const members = together.get(group) ?? new Set();
    if (members.has(stored.key)) continue;
    if (known.compare(stored.key, fingerprint(stored)) === "same") continue;
    together.set(group, members.add(stored.key));
    restless.add(group);
  }
  return restless;
}

async function* readAll(
  client: BackupClient,
  { now, signal, progress }: Copying,
  known: KnownKeys,
  round: number,
): AsyncGenerator<StoredKey> {
  for await (const names of scanKeys(client, STORE_PATTERN)) {
    signal.throwIfAborted();
    yield* await readPage(client, names.filter(belongsInBackup), now);
    progress(known.size, round);
  }
}

function unsettled(): BackupProblem {
  return new BackupProblem({
    code: "unsettled",
    message: "The store changes faster than it can be read",
    mend: "Try again at a quieter time, or stop the controllers for the time of the backup.",
  });
}
