import { StoredBytesError } from "./byte-reader.ts";

/**
 * Goes through neighbouring buckets as they are read from the store: in the order of their numbers, with a
 * zero byte between them. It cannot be mistaken, because every part of a bucket begins with its length;
 * a bucket that is not there has no bytes and is passed over.
 *
 * @param first number of the first bucket
 * @param visit is told the number of a bucket, and between which places of the buffer it lies
 * @throws StoredBytesError where a length leads beyond the end
 */
export function eachCell(
  bytes: Uint8Array,
  first: number,
  visit: (cell: number, from: number, to: number) => void,
): void {
  let cell = first;
  let from = 0;
  let at = 0;
  while (at < bytes.length) {
    let length = bytes[at] as number;
    if (length === 0) {
      if (at > from) visit(cell, from, at);
      cell += 1;
      at += 1;
      from = at;
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
  if (at > bytes.length) throw new StoredBytesError(`bucket ${cell} ends beyond the bytes`);
  if (at > from) visit(cell, from, at);
}
