import type { Redis } from "ioredis";
import type { PackedCell } from "../core/fold/roll-hour.ts";
import { StoredBytesError } from "../core/packed/byte-reader.ts";

/** Numbered fields of a hash: from the first up to the one before the last. */
export type FieldRange = { readonly key: string; readonly from: number; readonly to: number };

/** The fields that are there, in the order of their numbers, and the bytes that they lie in. */
export type Fields = { readonly bytes: Buffer; readonly cells: readonly PackedCell[] };

const HEADER_BYTES = 6;

/** Reads ranges of hashes in one call; all of them are of one vantage. */
export async function readFields(redis: Redis, ranges: readonly FieldRange[]): Promise<Fields[]> {
  if (ranges.length === 0) return [];
  const keys = ranges.map(({ key }) => key);
  const argv = ranges.flatMap(({ from, to }) => [from, to]);
  const replies = await redis.isoReadBuffer(keys.length, ...keys, ...argv);
  return replies.map((bytes) => ({ bytes, cells: cellsOf(bytes) }));
}

function cellsOf(bytes: Buffer): PackedCell[] {
  const cells: PackedCell[] = [];
  let isSorted = true;
  let previous = -1;
  for (let at = 0; at < bytes.length; ) {
    const cell = bytes.readUInt16BE(at);
    const from = at + HEADER_BYTES;
    const to = from + bytes.readUInt32BE(at + 2);
    if (to > bytes.length) throw new StoredBytesError(`field ${cell} ends beyond the reply`);
    isSorted &&= cell > previous;
    previous = cell;
    cells.push({ cell, from, to });
    at = to;
  }
  return isSorted ? cells : cells.sort((a, b) => a.cell - b.cell);
}
