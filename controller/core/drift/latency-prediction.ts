import { countInBins } from "../../../probe/contract/histogram.ts";
import type { ClientGroup } from "../../contract/client-group.ts";
import type { Quantile } from "../../contract/statistic.ts";
import {
  differenceOf,
  differenceVerdict,
  practicalThresholdUs,
} from "../advise/entry-difference.ts";
import { mixtureMedian } from "../advise/mixture-median.ts";
import type { PathEvidence } from "../advise/path-evidence.ts";
import { differenceText, latencyText } from "../wording/latency.ts";
import type { Compared } from "./sense-findings.ts";
import { affectedOf } from "./who-is-affected.ts";

/**
 * Whoever Route 53 leads to one endpoint should have the times that the way straight to it has.
 *
 * @param straight from the group's vantages to the endpoint that the model says
 * @param led from the same by the name
 */
export function latencyFinding(
  group: ClientGroup,
  endpoint: string,
  straight: readonly PathEvidence[],
  led: readonly PathEvidence[],
): Compared {
  const { id, label, share } = group;
  const subject = latencySubject(group);
  const predicted = mixtureMedian(straight.map(({ bucket }) => bucket));
  const measured = mixtureMedian(led.map(({ bucket }) => bucket));
  const difference =
    predicted === null || measured === null ? null : differenceOf(measured, predicted);
  if (predicted === null || measured === null || difference === null) {
    const why = `too few times were measured by the name, or straight to ${endpoint}`;
    const mend = "Wait for more measurements.";
    return { unread: { sense: "prediction", what: subject, why, mend } };
  }
  const verdict = differenceVerdict(difference, practicalThresholdUs(predicted.us));
  if (verdict !== "worse" && verdict !== "better") return { finding: null };
  return {
    finding: {
      id: `prediction latency dns ${id}`,
      sense: "prediction",
      severity: verdict === "worse" ? "medium" : "low",
      change: "changed",
      subject,
      setting: "p50",
      was: quantileText(predicted),
      is: quantileText(measured),
      affected: affectedOf([{ group: id, label, share, how: "uses", movedShare: null }]),
      samples: led.reduce((sum, { bucket }) => sum + countInBins(bucket.bins), 0),
      sentence: `${label} should have the times of ${endpoint} by Route 53, ${latencyText(predicted.us)}, and have ${latencyText(measured.us)}: ${differenceText(difference)}.`,
      mend: "Compare the two paths from one of their vantages over time.",
    },
  };
}

/** What is compared of a group's times. */
export function latencySubject({ label }: Pick<ClientGroup, "label">): string {
  return `p50 of ${label} by Route 53`;
}

/** `61 ms (60 ms to 62 ms)`. */
export function quantileText({ us, lowUs, highUs }: Quantile): string {
  if (lowUs === null || highUs === null) return latencyText(us);
  return `${latencyText(us)} (${latencyText(lowUs)} to ${latencyText(highUs)})`;
}
