import { KeyLine } from "./backup-format.ts";
import { BackupProblem } from "./backup-problem.ts";
import type { BackupClient } from "./client.ts";
import { groupOf } from "./key-selection.ts";
import type { StoredKey } from "./stored-key.ts";

/** Keys in one call: bounds how long a server is kept from its other work. */
const KEYS_PER_CALL = 50;

/**
 * Reads keys of one group, all at the same moment. A key that is not there is answered with type `none`.
 *
 * @throws BackupProblem for a key of a type that Isochrone does not write.
 */
export async function readTogether(
  client: BackupClient,
  names: readonly string[],
  now: () => number,
): Promise<StoredKey[]> {
  const replies = (await client.isoReadKeysBuffer(names.length, ...names)) as Reply[];
  const nowMs = now();
  return names.map((key, at) => storedKey(key, replies[at] as Reply, nowMs));
}

/** Reads keys in as few calls as groups allow; what is not there is left out. */
export async function readPage(
  client: BackupClient,
  names: readonly string[],
  now: () => number,
): Promise<StoredKey[]> {
  const calls: Promise<StoredKey[]>[] = [];
  for (const group of grouped(names)) {
    for (let at = 0; at < group.length; at += KEYS_PER_CALL) {
      calls.push(readTogether(client, group.slice(at, at + KEYS_PER_CALL), now));
    }
  }
  return (await Promise.all(calls)).flat().filter(({ type }) => type !== "none");
}

function grouped(names: readonly string[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    // A key without braces is a group by itself.
    const group = groupOf(name) ?? `{${name}}`;
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [name]);
    else members.push(name);
  }
  return [...groups.values()];
}

type Reply = [type: Buffer, ttlMs: number, items: Buffer[]];

function storedKey(key: string, [typeBytes, ttlMs, items]: Reply, nowMs: number): StoredKey {
  const type = KeyLine.shape.type.safeParse(typeBytes.toString("latin1"));
  if (!type.success) {
    throw new BackupProblem({
      code: "foreign_key",
      message: `The key ${key} is a ${typeBytes.toString("latin1")}, which Isochrone does not write`,
      mend: "Find out what wrote it; keys that begin with iso: are Isochrone's own.",
    });
  }
  return {
    key,
    type: type.data,
    expiresAtMs: ttlMs >= 0 ? nowMs + ttlMs : null,
    items: inOrder(type.data, items),
  };
}

/** A server may answer fields in another order the next time, although nothing has changed. */
function inOrder(type: StoredKey["type"], items: Buffer[]): Buffer[] {
  if (type === "set") return items.sort(Buffer.compare);
  if (type !== "hash") return items;
  const fields: [Buffer, Buffer][] = [];
  for (let at = 0; at + 1 < items.length; at += 2) {
    fields.push([items[at] as Buffer, items[at + 1] as Buffer]);
  }
  return fields.sort(([a], [b]) => Buffer.compare(a, b)).flat();
}
