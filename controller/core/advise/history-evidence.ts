import type { PathHistory } from "../../contract/path-history.ts";
import { binOf } from "../histogram/latency-histogram.ts";
import { mergeBins } from "../histogram/merge.ts";
import { EMPTY_BUCKET } from "../summary/bucket.ts";
import type { PathEvidence } from "./path-evidence.ts";

/**
 * The days of a path in one bucket, for a first impression and for what is shown of each way in. Where
 * medians are all there is, each stands for the values of its five minutes: the middle is then right, and
 * the tails are understated.
 */
export function historyEvidence({
  vantage,
  entry,
  endpoint,
  medians,
  days,
}: PathHistory): PathEvidence {
  const newest = medians.at(-1)?.[0] ?? null;
  const sent = days.reduce((sum, day) => sum + day.sent, 0);
  const bucket =
    days.length === 0
      ? {
          ...EMPTY_BUCKET,
          sent: medians.reduce((sum, [, , n]) => sum + n, 0),
          bins: mergeBins(medians.map(([, us, n]) => [binOf(us), n])),
        }
      : {
          ...EMPTY_BUCKET,
          sent,
          lost: days.reduce((sum, day) => sum + day.bad, 0),
          servedBy: answersOf(days),
          bins: mergeBins(days.map(({ bins }) => bins)),
        };
  return { vantage, entry, endpoint, bucket: { ...bucket, lastAtMs: newest } };
}

function answersOf(days: PathHistory["days"]): Record<string, number> {
  const answers = new Map<string, number>();
  for (const { servedBy } of days) {
    for (const [endpoint, count] of Object.entries(servedBy)) {
      answers.set(endpoint, (answers.get(endpoint) ?? 0) + count);
    }
  }
  return Object.fromEntries(answers);
}
