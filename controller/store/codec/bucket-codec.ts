import type { FailureClass } from "../../../probe/contract/failure.ts";
import { countInBins } from "../../../probe/contract/histogram.ts";
import type { Bucket } from "../../core/summary/bucket.ts";
import { type ByteReader, byteReader, StoredBytesError } from "./byte-reader.ts";
import { type ByteWriter, byteWriter } from "./byte-writer.ts";

/**
 * Layout of one packed bucket: a head byte that says which parts follow, then those parts as LEB128
 * integers in the order below. `sent` is not stored: it is the sum of everything else. The two top
 * bits of the head are the version of the layout, 0.
 */
const HEAD = { values: 1, lost: 2, tainted: 4, skipped: 8, failures: 16, servedBy: 32 } as const;
const VERSION_BITS = 0xc0;

/** Numbers in the store: the place of a class never changes; new ones are added at the end. */
const FAILURE_CODES = [
  "dns",
  "refused",
  "unreachable",
  "reset",
  "tls",
  "http",
  "protocol",
  "blocked",
  "probe",
] as const satisfies readonly FailureClass[];

/**
 * Packs a bucket of one minute; the newest attempt is stored as a distance from `minuteMs`. Buckets
 * packed one behind the other, each after its length, are read back by {@link decodeBuckets}.
 */
export function encodeBucket(bucket: Bucket, minuteMs: number): Buffer {
  const body = byteWriter();
  body.byte(headOf(bucket));
  body.varint(zigzag((bucket.lastAtMs ?? minuteMs) - minuteMs));
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

/**
 * Unpacks the buckets of one minute.
 *
 * @throws StoredBytesError for bytes that this release did not write.
 */
export function decodeBuckets(bytes: Buffer, minuteMs: number): Bucket[] {
  const reader = byteReader(bytes);
  const buckets: Bucket[] = [];
  while (!reader.atEnd) {
    buckets.push(decodeBucket(byteReader(reader.bytes(reader.varint())), minuteMs));
  }
  return buckets;
}

function decodeBucket(reader: ByteReader, minuteMs: number): Bucket {
  const head = reader.byte();
  if ((head & VERSION_BITS) !== 0) {
    throw new StoredBytesError(`a bucket has layout ${head >> 6}, this release reads layout 0`);
  }
  const optional = (part: number) => ((head & part) === 0 ? 0 : reader.varint());
  const lastAtMs = minuteMs + unzigzag(reader.varint());
  const lost = optional(HEAD.lost);
  const tainted = optional(HEAD.tainted);
  const skipped = optional(HEAD.skipped);
  const failures = (head & HEAD.failures) === 0 ? {} : readFailures(reader);
  const servedBy = (head & HEAD.servedBy) === 0 ? {} : readServedBy(reader);
  const values = (head & HEAD.values) === 0 ? NO_VALUES : readValues(reader);
  const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
  const sent = countInBins(values.bins) + lost + tainted + failed;
  return { sent, lost, tainted, skipped, failures, servedBy, lastAtMs, ...values };
}

const NO_VALUES = { minUs: null, maxUs: null, bins: [] };

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

function readFailures(reader: ByteReader): Partial<Record<FailureClass, number>> {
  const failures: Partial<Record<FailureClass, number>> = {};
  for (let left = reader.varint(); left > 0; left -= 1) {
    const code = reader.byte();
    const failure = FAILURE_CODES[code];
    if (failure === undefined)
      throw new StoredBytesError(`no class of failure has the code ${code}`);
    failures[failure] = reader.varint();
  }
  return failures;
}

function writeServedBy(body: ByteWriter, servedBy: Bucket["servedBy"]): void {
  const entries = counted(servedBy);
  if (entries.length === 0) return;
  body.varint(entries.length);
  for (const [endpoint, count] of entries) {
    const name = Buffer.from(endpoint, "utf8");
    body.varint(name.length);
    body.bytes(name);
    body.varint(count);
  }
}

function readServedBy(reader: ByteReader): Record<string, number> {
  const entries: [string, number][] = [];
  for (let left = reader.varint(); left > 0; left -= 1) {
    const name = reader.bytes(reader.varint()).toString("utf8");
    entries.push([name, reader.varint()]);
  }
  return Object.fromEntries(entries);
}

/** Smallest value, distance to the largest, number of occupied bins, bins. */
function writeValues(body: ByteWriter, { bins, minUs, maxUs }: Bucket): void {
  if (bins.length === 0) return;
  const smallestUs = minUs ?? 0;
  body.varint(smallestUs);
  body.varint((maxUs ?? smallestUs) - smallestUs);
  body.varint(bins.length / 2);
  for (const number of bins) body.varint(number);
}

function readValues(reader: ByteReader) {
  const minUs = reader.varint();
  const maxUs = minUs + reader.varint();
  const length = 2 * reader.varint();
  const bins: number[] = [];
  for (let at = 0; at < length; at += 1) bins.push(reader.varint());
  return { minUs, maxUs, bins };
}

/** Small numbers of either sign as small unsigned ones: 0, -1, 1, -2 → 0, 1, 2, 3. */
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
