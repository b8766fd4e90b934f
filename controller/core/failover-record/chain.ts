import type {
  FailoverRecord,
  RecordEntry,
  RunEvent,
} from "../../contract/failover/failover-record.ts";
import { canonicalJson } from "./canonical-json.ts";

/** SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
type Sha256 = (text: string) => string;

/** Where a record ended when it was last seen; kept elsewhere, it tells that its end was cut off. */
type Seal = Pick<RecordEntry, "seq" | "hash">;

/** What is wrong with a record: at which entry, counted from 0, and what. */
type ChainFault = { readonly at: number; readonly message: string };

const NOTHING_BEFORE = "0".repeat(64);

/**
 * The next line of a run's record, chained to the one before.
 *
 * @param runId is part of every hash, so that lines of other runs do not fit in
 * @param last null for the first line
 */
export function chained(
  runId: string,
  last: Seal | null,
  event: RunEvent,
  atMs: number,
  sha256: Sha256,
): RecordEntry {
  const line = {
    seq: last === null ? 0 : last.seq + 1,
    atMs,
    event,
    previousHash: last?.hash ?? NOTHING_BEFORE,
  };
  return { ...line, hash: hashOf(runId, line, sha256) };
}

/**
 * Finds the first line that was altered, removed, put in or moved. That the end was cut off only a seal
 * from elsewhere can tell. Null of a record that is whole.
 */
export function chainFault(
  { runId, entries }: Pick<FailoverRecord, "runId" | "entries">,
  sha256: Sha256,
  seal: Seal | null = null,
): ChainFault | null {
  let previousHash = NOTHING_BEFORE;
  for (const [at, entry] of entries.entries()) {
    const { hash, ...line } = entry;
    if (line.seq !== at) {
      return {
        at,
        message: `has the number ${line.seq} instead of ${at}: a line is missing or moved`,
      };
    }
    if (line.previousHash !== previousHash) {
      return { at, message: "does not follow from the line before: one of them was altered" };
    }
    if (hashOf(runId, line, sha256) !== hash)
      return { at, message: "was altered: its hash differs" };
    previousHash = hash;
  }
  if (seal === null) return null;
  const sealed = entries[seal.seq];
  if (sealed === undefined) {
    return {
      at: entries.length,
      message: `ends before line ${seal.seq}, which it had: it was cut off`,
    };
  }
  if (sealed.hash === seal.hash) return null;
  return { at: seal.seq, message: "is not the line that was sealed: the record was written anew" };
}

function hashOf(runId: string, line: Omit<RecordEntry, "hash">, sha256: Sha256): string {
  return sha256(canonicalJson({ runId, ...line }));
}
