import type { Bucket } from "../summary/bucket.ts";
import { type ByteWriter, byteWriter } from "./byte-writer.ts";
import { FAILURE_CODES, FULL_NIBBLE, HEAD, LAYOUT, LAYOUT_SHIFT, zigzag } from "./layout.ts";

/** Packs a bucket of one minute, or a part of one. Parts may stand one behind the other. */
export function packMinute(bucket: Bucket, minuteMs: number): Uint8Array {
  return pack(bucket, minuteMs, null);
}

/** Packs the sum of several minutes that begin at `startMs`; `minutes` of them hold something. */
export function packRolled(bucket: Bucket, startMs: number, minutes: number): Uint8Array {
  return pack(bucket, startMs, minutes);
}

function pack(bucket: Bucket, startMs: number, minutes: number | null): Uint8Array {
  const body = byteWriter();
  const layout = minutes === null ? LAYOUT.minute : LAYOUT.rolled;
  body.byte(headOf(bucket) | (layout << LAYOUT_SHIFT));
  body.varint(zigzag((bucket.lastAtMs ?? startMs) - startMs));
  if (minutes !== null) body.varint(minutes);
  for (const count of [bucket.lost, bucket.tainted, bucket.skipped]) {
    if (count > 0) body.varint(count);
  }
  writeFailures(body, bucket.failures);
  writeServedBy(body, bucket.servedBy);
  writeValues(body, bucket);
  const bytes = body.finish();
  const framed = byteWriter(bytes.length + 2);
  framed.varint(bytes.length);
  framed.bytes(bytes);
  return framed.finish();
}

function headOf(bucket: Bucket): number {
  return (
    (bucket.bins.length > 0 ? HEAD.values : 0) |
    (bucket.lost > 0 ? HEAD.lost : 0) |
    (bucket.tainted > 0 ? HEAD.tainted : 0) |
    (bucket.skipped > 0 ? HEAD.skipped : 0) |
    (counted(bucket.failures).length > 0 ? HEAD.failures : 0) |
    (counted(bucket.servedBy).length > 0 ? HEAD.servedBy : 0)
  );
}

function counted<Name extends string>(
  counts: Readonly<Partial<Record<Name, number>>>,
): [Name, number][] {
  const entries = Object.entries(counts) as [Name, number | undefined][];
  return entries.filter((entry): entry is [Name, number] => (entry[1] ?? 0) > 0);
}

function writeFailures(body: ByteWriter, failures: Bucket["failures"]): void {
  const entries = counted(failures);
  if (entries.length === 0) return;
  body.varint(entries.length);
  for (const [failure, count] of entries) {
    body.byte(FAILURE_CODES.indexOf(failure));
    body.varint(count);
  }
}

function writeServedBy(body: ByteWriter, servedBy: Bucket["servedBy"]): void {
  const entries = counted(servedBy);
  if (entries.length === 0) return;
  body.varint(entries.length);
  for (const [endpoint, count] of entries) {
    // Identifiers are ASCII.
    const name = Uint8Array.from(endpoint, (letter) => letter.charCodeAt(0));
    body.varint(name.length);
    body.bytes(name);
    body.varint(count);
  }
}

/** Smallest value, distance to the largest, number of occupied bins, bins. */
function writeValues(body: ByteWriter, { bins, minUs, maxUs }: Bucket): void {
  if (bins.length === 0) return;
  const smallestUs = minUs ?? 0;
  body.varint(smallestUs);
  body.varint((maxUs ?? smallestUs) - smallestUs);
  body.varint(bins.length / 2);
  for (let at = 0; at < bins.length; at += 2) {
    const step = bins[at] as number;
    const count = bins[at + 1] as number;
    body.byte((Math.min(step, FULL_NIBBLE) << 4) | Math.min(count, FULL_NIBBLE));
    if (step >= FULL_NIBBLE) body.varint(step - FULL_NIBBLE);
    if (count >= FULL_NIBBLE) body.varint(count - FULL_NIBBLE);
  }
}
