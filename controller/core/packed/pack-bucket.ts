import { countInBins } from "../../../probe/contract/histogram.ts";
import { binOf } from "../histogram/latency-histogram.ts";
import type { Bucket } from "../summary/bucket.ts";
import { type ByteWriter, byteWriter } from "./byte-writer.ts";
import {
  FAILURE_CODES,
  FULL_NIBBLE,
  HEAD,
  LAYOUT,
  LAYOUT_SHIFT,
  LONGEST_NAME,
  NAME_HEAD,
  zigzag,
} from "./layout.ts";

/**
 * Packs a bucket of one minute, or a part of one. Parts may stand one behind the other. Where what is
 * packed begins with a name, that may be left out behind parts that begin with the same one.
 */
export function packMinute(bucket: Bucket, minuteMs: number): Uint8Array {
  const name = onlyName(bucket);
  if (name === null) return framed(null, pack(bucket, minuteMs, LAYOUT.minute, null));
  return framed(name, pack(bucket, minuteMs, LAYOUT.named, null));
}

/** Packs the sum of several minutes that begin at `startMs`; `minutes` of them hold something. */
export function packRolled(bucket: Bucket, startMs: number, minutes: number): Uint8Array {
  return framed(null, pack(bucket, startMs, LAYOUT.rolled, minutes));
}

/** The name that stands for who answered, empty where nobody is named; null where one does not do. */
function onlyName({ bins, minUs, servedBy, tainted }: Bucket): string | null {
  if (bins.length === 0 || minUs === null || bins[0] !== binOf(minUs)) return null;
  const [first, second] = counted(servedBy);
  if (first === undefined) return "";
  const [name, answers] = first;
  if (second !== undefined || name.length > LONGEST_NAME) return null;
  return answers === countInBins(bins) + tainted ? name : null;
}

/** Most bodies are shorter. */
const BODY_BYTES = 96;

type Layout = (typeof LAYOUT)[keyof typeof LAYOUT];

function pack(bucket: Bucket, startMs: number, layout: Layout, minutes: number | null): ByteWriter {
  const isNamed = layout === LAYOUT.named;
  const body = byteWriter(BODY_BYTES);
  const head = isNamed ? headOf(bucket) & ~HEAD.servedBy : headOf(bucket);
  body.byte(head | (layout << LAYOUT_SHIFT));
  body.varint(zigzag((bucket.lastAtMs ?? startMs) - startMs));
  if (minutes !== null) body.varint(minutes);
  for (const count of [bucket.lost, bucket.tainted, bucket.skipped]) {
    if (count > 0) body.varint(count);
  }
  writeFailures(body, bucket.failures);
  if (!isNamed) writeServedBy(body, bucket.servedBy);
  writeValues(body, bucket, isNamed);
  return body;
}

/** A body behind its length, and behind a name where there is one. */
function framed(name: string | null, body: ByteWriter): Uint8Array {
  const bytes = body.finish();
  const all = byteWriter(bytes.length + (name?.length ?? 0) + 4);
  if (name !== null) {
    all.byte(1 + name.length);
    all.byte(NAME_HEAD);
    all.text(name);
  }
  all.varint(bytes.length);
  all.bytes(bytes);
  return all.finish();
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
    body.varint(endpoint.length);
    body.text(endpoint);
    body.varint(count);
  }
}

/** Smallest value, distance to the largest, number of occupied bins unless it is implied, bins. */
function writeValues(body: ByteWriter, { bins, minUs, maxUs }: Bucket, isImplied: boolean): void {
  if (bins.length === 0) return;
  const smallestUs = minUs ?? 0;
  body.varint(smallestUs);
  body.varint((maxUs ?? smallestUs) - smallestUs);
  if (!isImplied) body.varint(bins.length / 2);
  for (let at = 0; at < bins.length; at += 2) {
    const step = isImplied && at === 0 ? 0 : (bins[at] as number);
    const count = bins[at + 1] as number;
    body.byte((Math.min(step, FULL_NIBBLE) << 4) | Math.min(count, FULL_NIBBLE));
    if (step >= FULL_NIBBLE) body.varint(step - FULL_NIBBLE);
    if (count >= FULL_NIBBLE) body.varint(count - FULL_NIBBLE);
  }
}
