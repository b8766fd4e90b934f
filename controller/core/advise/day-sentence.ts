import type { GroupAdvice } from "../../contract/recommendation.ts";
import type { GroupJudgement } from "../evidence/judge-groups.ts";
import { countedText } from "../wording/count.ts";
import { dateText } from "../wording/date.ts";
import { differenceText, latencyText, signedMilliseconds } from "../wording/latency.ts";

/** What the days say of one group, with their numbers, and how many more it takes where they say nothing. */
export function judgedSentence(
  { dns, accelerator }: Pick<GroupAdvice, "dns" | "accelerator">,
  judged: GroupJudgement,
): string {
  const { verdict, thresholdUs } = judged;
  const byAccelerator = latencyText(accelerator?.p50?.us ?? 0);
  const byDns = latencyText(dns?.p50?.us ?? 0);
  switch (verdict) {
    case "better":
      return `Global Accelerator is faster: p50 ${byAccelerator} instead of ${byDns} by Route 53, ${spanText(judged)}.`;
    case "worse":
      return `Global Accelerator is slower: p50 ${byAccelerator} instead of ${byDns} by Route 53, ${spanText(judged)}.`;
    case "equivalent":
      return `≈ (within ${latencyText(thresholdUs)}): p50 ${byAccelerator} by Global Accelerator, ${byDns} by Route 53, ${spanText(judged)}.`;
    case "inconclusive":
      return `Cannot tell: p50 by Global Accelerator − by Route 53 is ${spanText(judged)}, threshold ${latencyText(thresholdUs)}; ${neededText(judged)}.`;
    case "non_stationary":
      return `Cannot tell: ${shiftText(judged)}; ${neededText(judged)}.`;
  }
}

/** `−12 ms (−15 to −9) over 14 days`. */
function spanText({ interval, shift }: GroupJudgement): string {
  if (interval === null) return "not known";
  const difference = differenceText({
    us: interval.mean,
    lowUs: interval.low,
    highUs: interval.high,
  });
  const since = shift === null ? "" : ` since ${dateText(shift.day)}`;
  return `${difference} over ${countedText(interval.days, "day")}${since}`;
}

function shiftText({ shift }: GroupJudgement): string {
  if (shift === null) return "the difference has not been steady";
  return `the difference moved by ${signedMilliseconds(shift.by)} ms on ${dateText(shift.day)}, and what was before no longer counts`;
}

function neededText({ daysNeeded }: GroupJudgement): string {
  if (daysNeeded === null)
    return "it lies too near to the threshold for any number of days to tell";
  const more = countedText(daysNeeded, "more full day", "more full days");
  return `${more} ${daysNeeded === 1 ? "is" : "are"} needed`;
}
