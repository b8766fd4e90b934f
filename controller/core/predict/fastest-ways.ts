import { HISTOGRAM_BINS } from "../../../probe/contract/histogram-shape.ts";
import { middleOfBin } from "../histogram/latency-histogram.ts";
import type { Audience } from "./audience.ts";
import type { EvidenceBook } from "./evidence-book.ts";
import { massUpTo, ROUNDING, type Times } from "./path-times.ts";

const QUANTILES = { p50: 0.5, p95: 0.95 } as const;

/**
 * What nobody's design can be better than, in µs: the statistic of a client group, or of all users (null),
 * if each always had the fastest of the ways that were measured for it. Whoever has none counts as served
 * in no time; null where they are too many to tell.
 */
export type FastestWays = (
  statistic: keyof typeof QUANTILES,
  group: string | null,
) => number | null;

export function fastestWays(
  audiences: readonly Audience[],
  endpoints: readonly { readonly id: string }[],
  book: EvidenceBook,
): FastestWays {
  const waysOf = (vantage: string): Times[] => [
    ...(["dns", "accelerator"] as const).flatMap((entry) =>
      endpoints.flatMap(({ id }) => book.pathTo(vantage, entry, id)?.times ?? []),
    ),
    ...[book.pathBy(vantage, "accelerator")].flatMap((path) => path?.times ?? []),
  ];
  return (statistic, group) => {
    const asked = audiences.filter((each) => group === null || each.group.id === group);
    const all = asked.reduce((sum, { weight }) => sum + weight, 0);
    const parts = asked.flatMap(({ weight, listeners }) =>
      listeners.map(({ vantage }) => ({
        share: weight / all / listeners.length,
        ways: waysOf(vantage),
      })),
    );
    const bin = firstBin(parts, QUANTILES[statistic] - ROUNDING);
    return bin === 0 ? null : middleOfBin(bin);
  };
}

interface Part {
  readonly share: number;
  readonly ways: readonly Times[];
}

/** The first bin up to which so much lies, each part by whichever of its ways has the most up to there. */
function firstBin(parts: readonly Part[], wanted: number): number {
  const told = parts.reduce((sum, { share }) => sum + share, 0);
  const upTo = (bin: number) =>
    parts.reduce((sum, { share, ways }) => {
      const most = ways.length === 0 ? 1 : Math.max(...ways.map((way) => massUpTo(way, bin)));
      return sum + share * most;
    }, 1 - told);
  let low = 0;
  let high = HISTOGRAM_BINS - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upTo(middle) >= wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
