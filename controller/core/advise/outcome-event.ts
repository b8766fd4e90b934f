import type { Outcome, Recommendation } from "../../contract/recommendation.ts";
import type { WebhookEvent } from "../../contract/webhook.ts";

/** What receivers are told when another outcome is recommended than before. */
export function outcomeEvent(before: Outcome, recommended: Recommendation): WebhookEvent {
  const { id, service, madeAtMs, outcome, sentence, evidence } = recommended;
  const isSimulated = evidence.source === "simulated";
  const words = (each: Outcome) => each.replaceAll("_", " ");
  const mark = isSimulated ? " (on simulated history)" : "";
  return {
    kind: "outcome_change",
    id: `outcome-${id}`,
    atMs: madeAtMs,
    service,
    recommendation: id,
    before,
    outcome,
    isSimulated,
    sentence: `${id}${mark}: ${words(outcome)}, was ${words(before)}. ${sentence}`,
  };
}
