import fc from "fast-check";
import { lowestOfBin } from "../../controller/core/histogram/latency-histogram.ts";
import { NAME_HEAD } from "../../controller/core/packed/layout.ts";
import type { Batch, Contribution } from "../../probe/contract/batch.ts";
import { FailureClass } from "../../probe/contract/failure.ts";
import { countInBins, type SparseBins } from "../../probe/contract/histogram.ts";
import { HISTOGRAM_BINS } from "../../probe/contract/histogram-shape.ts";
import { MINUTE_MS } from "../../probe/contract/minute.ts";

const count = fc.integer({ min: 0, max: 50 });

/** Any sparse bins, also none. */
export const anyBins: fc.Arbitrary<SparseBins> = fc
  .uniqueArray(fc.integer({ min: 0, max: HISTOGRAM_BINS - 1 }), { maxLength: 30 })
  .chain((indexes) =>
    fc.tuple(
      fc.constant([...indexes].sort((a, b) => a - b)),
      fc.array(fc.integer({ min: 1, max: 1_000_000 }), {
        minLength: indexes.length,
        maxLength: indexes.length,
      }),
    ),
  )
  .map(([indexes, counts]) =>
    indexes.flatMap((index, at) => [index - (indexes[at - 1] ?? 0), counts[at] ?? 1]),
  );

/** Any sound contribution to one series within one minute. */
export function anyContribution(minuteMs: number): fc.Arbitrary<Contribution> {
  return fc
    .record({
      lost: count,
      tainted: count,
      skipped: count,
      failures: fc.dictionary(
        fc.constantFrom(...FailureClass.options),
        fc.integer({ min: 1, max: 9 }),
      ),
      servedBy: fc.dictionary(
        fc.constantFrom("eu-west-1", "us-east-1", "constructor", "a"),
        fc.integer({ min: 1, max: 400 }),
      ),
      bins: anyBins,
      // Mostly one endpoint answers everything, or none is named.
      only: fc.constantFrom("eu-west-1", "us-east-1", "", null),
      widthUs: fc.integer({ min: 0, max: 60_000_000 }),
      lastAtMs: fc.integer({ min: minuteMs - 1_000, max: minuteMs + MINUTE_MS }),
    })
    .map(({ widthUs, only, ...rest }) => {
      const failed = Object.values(rest.failures).reduce((sum, each) => sum + each, 0);
      const minUs = rest.bins.length === 0 ? null : lowestOfBin(rest.bins[0] ?? 0);
      const answers = countInBins(rest.bins) + rest.tainted;
      const servedBy =
        only === null ? rest.servedBy : answers > 0 && only ? { [only]: answers } : {};
      return {
        service: "shop",
        entry: "direct" as const,
        endpoint: "eu-west-1",
        metric: "echo_rtt" as const,
        minuteMs,
        minUs,
        maxUs: minUs === null ? null : minUs + widthUs,
        sent: countInBins(rest.bins) + rest.lost + rest.tainted + failed,
        ...rest,
        servedBy: { ...servedBy },
        failures: { ...rest.failures },
      };
    });
}

/** Packed parts of a minute, one behind the other as folding leaves them: a name stands once. */
export function joinParts(parts: readonly Uint8Array[]): Buffer {
  const [first] = parts;
  if (first?.[1] !== NAME_HEAD) return Buffer.concat(parts);
  const name = Buffer.from(first.subarray(0, 1 + (first[0] ?? 0)));
  const rest = parts.slice(1).map((part) => {
    return name.equals(part.subarray(0, name.length)) ? part.subarray(name.length) : part;
  });
  return Buffer.concat([first, ...rest]);
}

/** A batch around contributions; everything else is plausible. */
export function batchOf(
  contributions: readonly Contribution[],
  name: Partial<Pick<Batch, "vantage" | "boot" | "seq">> = {},
): Batch {
  return {
    wireVersion: 1,
    vantage: "eu-west-1",
    boot: "boot0001",
    seq: 1,
    closedAtMs: 1_800_000_000_000,
    assignmentVersion: "first",
    health: {
      version: "0.1.0",
      uptimeS: 60,
      rssBytes: 60_000_000,
      cpuRatio: 0.02,
      latenessP99Us: 900,
      stalls: 0,
      longestStallUs: 0,
      spooledBatches: 0,
      droppedBatches: 0,
    },
    contributions: [...contributions],
    ...name,
  };
}

/** A contribution of `n` equal answers of `us` microseconds from one endpoint. */
export function answers(minuteMs: number, bin: number, n: number): Contribution {
  const us = lowestOfBin(bin);
  return {
    service: "shop",
    entry: "direct",
    endpoint: "eu-west-1",
    metric: "echo_rtt",
    minuteMs,
    sent: n,
    lost: 0,
    tainted: 0,
    skipped: 0,
    failures: {},
    servedBy: { "eu-west-1": n },
    minUs: us,
    maxUs: us,
    lastAtMs: minuteMs + 30_000,
    bins: [bin, n],
  };
}
