import type { DriftReport } from "../../contract/drift.ts";
import type { WebhookEvent } from "../../contract/webhook.ts";
import { countedText } from "../wording/count.ts";

/**
 * What receivers are told when drift from what was declared begins or ends.
 *
 * @param before the report that it was found against, which names the event; null before the first
 */
export function driftEvent(
  phase: "begins" | "ends",
  before: DriftReport | null,
  { service, checkedAtMs, differences }: DriftReport,
): WebhookEvent {
  const [first] = differences;
  const begins = `Drift begins, ${countedText(differences.length, "difference")}. ${first?.sentence ?? ""} isochrone drift ${service} tells more.`;
  return {
    kind: "drift",
    // The same until this report is kept: found twice, it is told once.
    id: `drift-${service}-${phase}-${before?.checkedAtMs ?? 0}`,
    atMs: checkedAtMs,
    service,
    phase,
    sentence: phase === "begins" ? begins : "Drift has ended: what stands is what was declared.",
  };
}
