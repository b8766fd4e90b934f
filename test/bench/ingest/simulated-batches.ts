import { gzipSync } from "node:zlib";
import { plannedSeries } from "../../../controller/core/assign/planned-series.ts";
import type { Contribution } from "../../../probe/contract/batch.ts";
import { MINUTE_MS } from "../../../probe/contract/minute.ts";
import { batchOf } from "../../helpers/contributions.ts";
import { seeded } from "../../helpers/seeded.ts";
import { contributionOf } from "../store/templates.ts";
import { estateOf, type Profile, vantageName } from "./profiles.ts";

/** Contents that differ; every probe sends one of them. */
const CONTENTS = 40;
const CLOSING = "]}";

/** Writes the bodies that simulated probes send. */
export type SimulatedBatches = {
  /** Attempts that a batch tells of. */
  readonly results: number;
  /** Bytes of JSON in a batch. */
  readonly jsonBytes: number;
  /** Makes the contents of a minute, so that writing its batches takes little. */
  prepare(minuteMs: number): void;
  /** A batch as gzip, closed at that time. */
  body(vantage: string, seq: number, closedAtMs: number): Buffer;
};

/**
 * The contributions of a minute are packed once; each batch has an envelope of its own before them, as
 * gzip allows it (RFC 1952, section 2.2: a file is a series of members). That keeps the generator small
 * next to what it measures, and is inflated like any other body.
 */
export function simulatedBatches({ endpoints, series, answers }: Profile): SimulatedBatches {
  const [first = ""] = [vantageName(0)];
  const paths = plannedSeries(estateOf(1, endpoints), first).slice(0, series);
  if (paths.length < series) throw new Error(`${endpoints} endpoints have ${paths.length} series`);
  const random = seeded(11);
  const contents = Array.from({ length: CONTENTS }, () =>
    paths.map(({ series: { vantage: _, ...path } }, at) =>
      contributionOf(random, 0, path, at, answers),
    ),
  );
  const packed = new Map<number, Buffer[]>();
  const textOf = (content: readonly Contribution[], minuteMs: number) =>
    content
      .map((each) => JSON.stringify({ ...each, minuteMs, lastAtMs: minuteMs + each.lastAtMs }))
      .join(",");
  const prepare = (minuteMs: number): Buffer[] => {
    const present = packed.get(minuteMs);
    if (present !== undefined) return present;
    const made = contents.map((content) => gzipSync(textOf(content, minuteMs) + CLOSING));
    packed.set(minuteMs, made);
    return made;
  };
  const envelope = (vantage: string, seq: number, closedAtMs: number) => {
    const text = JSON.stringify({ ...batchOf([], { vantage, seq }), closedAtMs });
    return text.slice(0, -CLOSING.length);
  };
  return {
    results: paths.length * answers,
    jsonBytes: textOf(contents[0] ?? [], MINUTE_MS).length + envelope(first, 1, 1).length,
    prepare,
    body(vantage, seq, closedAtMs) {
      const minuteMs = Math.floor(closedAtMs / MINUTE_MS) * MINUTE_MS;
      const content = prepare(minuteMs)[(hash(vantage) + seq) % CONTENTS] as Buffer;
      return Buffer.concat([gzipSync(envelope(vantage, seq, closedAtMs), { level: 1 }), content]);
    },
  };
}

function hash(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum = (sum * 31 + text.charCodeAt(at)) % 65_536;
  return sum;
}
