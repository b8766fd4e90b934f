import type { PackedCell } from "../core/fold/roll-hour.ts";
import { StoredBytesError } from "../core/packed/byte-reader.ts";
import type { RedisClient } from "./connect.ts";

/** Numbered fields of a hash: from the first up to the one before the last. */
export type FieldRange = { readonly key: string; readonly from: number; readonly to: number };

/** The fields that are there, in the order of their numbers, and the bytes that they lie in. */
export type Fields = { readonly bytes: Buffer; readonly cells: readonly PackedCell[] };

/** Reads ranges of hashes in one call; all of them are of one vantage. */
export async function readFields(
  redis: RedisClient,
  ranges: readonly FieldRange[],
): Promise<Fields[]> {
  if (ranges.length === 0) return [];
  const keys = ranges.map(({ key }) => key);
  const argv = ranges.flatMap(({ from, to }) => [from, to]);
  const replies = await redis.isoReadBuffer(keys.length, ...keys, ...argv);
  return replies.map((bytes, at) => ({ bytes, cells: cellsOf(bytes, ranges[at]?.from ?? 0) }));
}

/** Goes from length to length; a length of zero is the end of a field. */
function cellsOf(bytes: Buffer, first: number): PackedCell[] {
  const cells: PackedCell[] = [];
  let cell = first;
  let from = 0;
  let at = 0;
  const close = () => {
    if (at > from) cells.push({ cell, from, to: at });
  };
  while (at < bytes.length) {
    let length = bytes[at] as number;
    if (length === 0) {
      close();
      cell += 1;
      from = at + 1;
      at = from;
      continue;
    }
    let scale = 0x80;
    for (let last = length; last >= 0x80; scale *= 0x80) {
      at += 1;
      last = bytes[at] ?? 0;
      length += (last - 1) * scale;
    }
    at += 1 + length;
  }
  if (at > bytes.length) throw new StoredBytesError(`field ${cell} ends beyond the reply`);
  close();
  return cells;
}
