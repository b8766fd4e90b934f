import { Entry } from "../../contract/measured.ts";
import type { PathHistory } from "../../contract/path-history.ts";
import { DAY_MS, FIVE_MINUTES_MS } from "../fold/tier.ts";
import { type ByteReader, byteReader, StoredBytesError } from "../packed/byte-reader.ts";
import { type ByteWriter, byteWriter } from "../packed/byte-writer.ts";
import { unzigzag, zigzag } from "../packed/layout.ts";
import type { PathDay } from "./path-day.ts";

/** The version of the layout, its first byte. What has another one is made anew. */
const LAYOUT = 1;

/** One UTC day of a service, all of its paths. */
export interface ServiceDay {
  /** Since the epoch. */
  readonly day: number;
  /** Length of the buckets that its medians are of, in milliseconds: five minutes, or an hour. */
  readonly stepMs: number;
  readonly paths: readonly PathDay[];
}

/** A day as LEB128 integers: some 1.3 kB for a path that was measured all day. */
export function packDay({ day, stepMs, paths }: ServiceDay): Uint8Array {
  const writer = byteWriter(4_096);
  writer.byte(LAYOUT);
  writer.varint(day);
  writer.varint(stepMs / FIVE_MINUTES_MS);
  writer.varint(paths.length);
  for (const path of paths) {
    name(writer, path.vantage);
    writer.varint(Entry.options.indexOf(path.entry));
    name(writer, path.endpoint ?? "");
    packMedians(writer, day, path.medians);
    writer.varint(path.bins.length);
    for (const part of path.bins) writer.varint(part);
    writer.varint(path.sent);
    writer.varint(path.bad);
    const served = Object.entries(path.servedBy);
    writer.varint(served.length);
    for (const [endpoint, answers] of served) {
      name(writer, endpoint);
      writer.varint(answers);
    }
  }
  return writer.finish();
}

/** @returns null for another layout @throws StoredBytesError for bytes that end early or say nothing known */
export function unpackDay(bytes: Uint8Array): ServiceDay | null {
  const reader = byteReader();
  reader.open(bytes, 0, bytes.length);
  if (reader.byte() !== LAYOUT) return null;
  const day = reader.varint();
  const stepMs = reader.varint() * FIVE_MINUTES_MS;
  const paths: PathDay[] = [];
  for (let left = reader.varint(); left > 0; left -= 1) paths.push(unpackPath(reader, day));
  return { day, stepMs, paths };
}

function packMedians(writer: ByteWriter, day: number, medians: PathHistory["medians"]): void {
  writer.varint(medians.length);
  let slot = 0;
  let us = 0;
  for (const [atMs, medianUs, n] of medians) {
    const own = (atMs - day * DAY_MS) / FIVE_MINUTES_MS;
    writer.varint(own - slot);
    writer.varint(zigzag(medianUs - us));
    writer.varint(n);
    slot = own;
    us = medianUs;
  }
}

function unpackPath(reader: ByteReader, day: number): PathDay {
  const vantage = nameOf(reader);
  const entry = Entry.options[reader.varint()];
  if (entry === undefined)
    throw new StoredBytesError(`no way in is known by the number before ${reader.at}`);
  const endpoint = nameOf(reader);
  const medians: PathHistory["medians"] = [];
  let slot = 0;
  let us = 0;
  for (let left = reader.varint(); left > 0; left -= 1) {
    slot += reader.varint();
    us += unzigzag(reader.varint());
    medians.push([day * DAY_MS + slot * FIVE_MINUTES_MS, us, reader.varint()]);
  }
  const bins: number[] = [];
  for (let left = reader.varint(); left > 0; left -= 1) bins.push(reader.varint());
  const sent = reader.varint();
  const bad = reader.varint();
  const servedBy: Record<string, number> = {};
  for (let left = reader.varint(); left > 0; left -= 1) servedBy[nameOf(reader)] = reader.varint();
  return {
    vantage,
    entry,
    endpoint: endpoint === "" ? null : endpoint,
    medians,
    bins,
    sent,
    bad,
    servedBy,
  };
}

function name(writer: ByteWriter, text: string): void {
  writer.varint(text.length);
  writer.text(text);
}

function nameOf(reader: ByteReader): string {
  return reader.text(reader.varint());
}
