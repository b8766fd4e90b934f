import { describe, expect, it } from "vitest";
import type { EvidenceSource } from "../../../../controller/contract/path-history.ts";
import { WebhookEvent } from "../../../../controller/contract/webhook.ts";
import { advise } from "../../../../controller/core/advise/advise.ts";
import { outcomeEvent } from "../../../../controller/core/advise/outcome-event.ts";
import { sampleInput } from "./sample-input.ts";

function event(source: EvidenceSource) {
  const made = advise(sampleInput({}, { source }));
  const kept = { ...made, id: "REC-0007", evidence: { ...made.evidence, hash: "0".repeat(64) } };
  return { kept, told: outcomeEvent("insufficient_evidence", kept) };
}

describe("controller/core/advise/outcome-event", () => {
  it("names the recommendation, both outcomes and the reason, in words and by their codes", () => {
    const { kept, told } = event("measured");
    expect(told).toMatchObject({
      kind: "outcome_change",
      service: kept.service,
      recommendation: "REC-0007",
      before: "insufficient_evidence",
      outcome: kept.outcome,
      atMs: kept.madeAtMs,
      isSimulated: false,
    });
    expect(told.sentence).toBe(
      `REC-0007: ${kept.outcome}, was insufficient evidence. ${kept.sentence}`,
    );
    expect(WebhookEvent.parse(told)).toEqual(told);
  });

  it("has the same name for every try, so that receivers know what they have heard", () => {
    expect(event("measured").told.id).toBe(event("measured").told.id);
  });

  it("says where an answer stands on a history that nobody measured", () => {
    const { told } = event("simulated");
    expect(told).toMatchObject({ isSimulated: true });
    expect(told.sentence).toMatch(/^REC-0007 \(on simulated history\): /);
  });
});
