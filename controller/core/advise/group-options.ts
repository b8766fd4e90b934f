import { countInBins } from "../../../probe/contract/histogram.ts";
import type { Service } from "../../contract/estate.ts";
import type { Entry } from "../../contract/measured.ts";
import type { Option } from "../../contract/recommendation.ts";
import type { Bucket } from "../summary/bucket.ts";
import { mixtureMedian } from "./mixture-median.ts";
import type { PathEvidence } from "./path-evidence.ts";

/** An option with the attempts behind it. */
export type MeasuredOption = Option & { readonly sent: number; readonly bad: number };

/** What a client group can have; null where nothing was attempted. */
export type GroupOptions = {
  readonly dns: MeasuredOption | null;
  readonly accelerator: MeasuredOption | null;
  /** Straight to each endpoint, the lowest median first; without a median last. */
  readonly direct: readonly MeasuredOption[];
};

/** Merges the measurements of a group's vantages, each vantage with the same weight. */
export function groupOptions(service: Service, own: readonly PathEvidence[]): GroupOptions {
  const option = (entry: Entry, endpoint: string | null) =>
    measuredOption(
      entry,
      endpoint,
      own
        .filter((path) => path.entry === entry && path.endpoint === endpoint)
        .map(({ bucket }) => bucket),
    );
  const direct = service.endpoints
    .map(({ id }) => option("direct", id))
    .filter((each) => each !== null)
    .sort((a, b) => medianUs(a) - medianUs(b));
  return { dns: option("dns", null), accelerator: option("accelerator", null), direct };
}

function medianUs({ p50 }: Option): number {
  return p50?.us ?? Number.MAX_SAFE_INTEGER;
}

function measuredOption(
  entry: Entry,
  endpoint: string | null,
  buckets: readonly Bucket[],
): MeasuredOption | null {
  const tried = buckets.filter((bucket) => bucket.sent > 0);
  if (tried.length === 0) return null;
  const sum = (count: (bucket: Bucket) => number) =>
    tried.reduce((total, bucket) => total + count(bucket), 0);
  return {
    entry,
    endpoint: endpoint ?? servedMostOften(tried),
    p50: mixtureMedian(tried),
    n: sum(({ bins }) => countInBins(bins)),
    sent: sum(({ sent }) => sent),
    bad: sum(({ lost, failures }) => lost + Object.values(failures).reduce((a, b) => a + b, 0)),
  };
}

/** The endpoint with the largest share of the answers, each vantage weighing the same. */
function servedMostOften(buckets: readonly Bucket[]): string | null {
  const shares = new Map<string, number>();
  for (const { servedBy } of buckets) {
    const answers = Object.values(servedBy).reduce((sum, count) => sum + count, 0);
    for (const [endpoint, count] of Object.entries(servedBy)) {
      shares.set(endpoint, (shares.get(endpoint) ?? 0) + count / answers);
    }
  }
  return [...shares].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? null;
}

/** An option as a recommendation carries it. */
export function published({ entry, endpoint, p50, n }: Option): Option {
  return { entry, endpoint, p50, n };
}
