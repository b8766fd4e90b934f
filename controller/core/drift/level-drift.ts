import type { Assumptions, LatencyLevel } from "../../contract/baseline.ts";
import {
  differenceOf,
  differenceVerdict,
  practicalThresholdUs,
} from "../advise/entry-difference.ts";
import { differenceText, latencyText } from "../wording/latency.ts";
import { entryName } from "../wording/names.ts";
import { quantileText } from "./latency-prediction.ts";
import type { Compared } from "./sense-findings.ts";
import { affectedOf } from "./who-is-affected.ts";

/** Latency levels that shifted beyond their intervals and beyond what users notice. */
export function comparedLevels(then: Assumptions, now: Assumptions, orElse: string): Compared[] {
  if (then.levels.length === 0) {
    const why = "were not kept with the decision";
    const mend = "Accept what stands once it is measured, which keeps what it rests on.";
    return [{ unread: { sense: "assumptions", what: "latency levels", why, mend } }];
  }
  return then.levels.map((before) =>
    comparedLevel(
      before,
      now.levels.find(({ group, entry }) => group === before.group && entry === before.entry),
      now.traffic?.find(({ group }) => group === before.group)?.share ?? null,
      orElse,
    ),
  );
}

function comparedLevel(
  then: LatencyLevel,
  now: LatencyLevel | undefined,
  share: number | null,
  orElse: string,
): Compared {
  const { group, label, entry } = then;
  const subject = `latency level of ${label} by ${entryName(entry)}`;
  const difference = now === undefined ? null : differenceOf(now.p50, then.p50);
  if (now === undefined || difference === null) {
    const why = "too little was measured lately";
    const mend = "Wait for more measurements.";
    return { unread: { sense: "assumptions", what: subject, why, mend } };
  }
  const verdict = differenceVerdict(difference, practicalThresholdUs(then.p50.us));
  if (verdict !== "worse" && verdict !== "better") return { finding: null };
  return {
    finding: {
      id: `assumptions level ${entry} ${group}`,
      sense: "assumptions",
      severity: verdict === "worse" ? "medium" : "low",
      change: "changed",
      subject,
      setting: "p50",
      was: quantileText(then.p50),
      is: quantileText(now.p50),
      affected: affectedOf(
        share === null ? [] : [{ group, label, share, how: "uses", movedShare: null }],
      ),
      samples: now.n,
      sentence: `${label} had ${latencyText(then.p50.us)} by ${entryName(entry)} when it was decided, and has ${latencyText(now.p50.us)}: ${differenceText(difference)}.`,
      mend: `Ask for a recommendation on today's measurements, or ${orElse}.`,
    },
  };
}
