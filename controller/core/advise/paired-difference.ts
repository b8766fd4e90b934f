import type { AdviceThresholds } from "../../contract/scenario.ts";
import { type Difference, differenceOf, practicalThresholdUs } from "./entry-difference.ts";
import { mixtureMedian } from "./mixture-median.ts";
import type { PathEvidence } from "./path-evidence.ts";

/** The accelerator against Route 53, vantage by vantage, averaged. */
export type PairedDifference = {
  readonly difference: Difference;
  readonly thresholdUs: number;
  /** How many vantages could be compared with themselves. */
  readonly vantages: number;
};

/**
 * Mean over vantages of the difference of medians at each, every vantage weighing the same; the
 * interval is the mean of the intervals, which holds whenever all of them hold. Null where no vantage
 * has both medians.
 *
 * The medians of the group are not subtracted: where half of its users are near and half are far, the
 * median of all lies in the gap between them, and jumps across it with the slightest change.
 */
export function pairedDifference(
  vantages: readonly string[],
  paths: readonly PathEvidence[],
  thresholds: AdviceThresholds = {},
): PairedDifference | null {
  const pairs = [...new Set(vantages)].flatMap((vantage) => {
    const median = (entry: "dns" | "accelerator") =>
      mixtureMedian(
        paths
          .filter((path) => path.vantage === vantage && path.entry === entry)
          .filter((path) => path.endpoint === null)
          .map(({ bucket }) => bucket),
      );
    const [dns, accelerator] = [median("dns"), median("accelerator")];
    if (dns === null || accelerator === null) return [];
    const difference = differenceOf(accelerator, dns);
    return difference === null
      ? []
      : [{ ...difference, thresholdUs: practicalThresholdUs(dns.us, thresholds) }];
  });
  if (pairs.length === 0) return null;
  const mean = (part: "us" | "lowUs" | "highUs" | "thresholdUs") =>
    Math.round(pairs.reduce((sum, pair) => sum + pair[part], 0) / pairs.length);
  const difference = { us: mean("us"), lowUs: mean("lowUs"), highUs: mean("highUs") };
  return { difference, thresholdUs: mean("thresholdUs"), vantages: pairs.length };
}
