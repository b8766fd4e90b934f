import { describe, expect, it } from "vitest";
import type { DriftReport } from "../../../../controller/contract/drift.ts";
import { WebhookEvent } from "../../../../controller/contract/webhook.ts";
import { driftEvent } from "../../../../controller/core/drift/drift-event.ts";

const report = (checkedAtMs: number, ...sentences: string[]) =>
  ({
    service: "shop",
    checkedAtMs,
    differences: sentences.map((sentence) => ({ sentence })),
  }) as unknown as DriftReport;

describe("controller/core/drift/drift-event", () => {
  it("tells what drift begins with, by the same name until that is kept", () => {
    const before = report(1_000);
    const event = driftEvent("begins", before, report(2_000, "The TTL is 300.", "More."));
    expect(WebhookEvent.parse(event)).toMatchObject({
      kind: "drift",
      id: "drift-shop-begins-1000",
      atMs: 2_000,
      sentence: "Drift begins, 2 differences. The TTL is 300. isochrone drift shop tells more.",
    });
    expect(driftEvent("begins", before, report(3_000, "The TTL is 300.")).id).toBe(event.id);
  });

  it("tells that it ended", () => {
    const event = driftEvent("ends", report(2_000, "The TTL is 300."), report(3_000));
    expect(event).toMatchObject({
      id: "drift-shop-ends-2000",
      sentence: "Drift has ended: what stands is what was declared.",
    });
  });
});
