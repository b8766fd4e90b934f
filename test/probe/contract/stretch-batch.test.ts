import { describe, expect, it } from "vitest";
import { LaneStretch } from "../../../controller/contract/failover/failover-timeline.ts";
import { StretchBatch } from "../../../probe/contract/stretch-batch.ts";

const stretch = {
  runId: "run-1",
  laneId: "fresh",
  entry: "dns",
  class: "fresh",
  seq: 0,
  isOpen: false,
  state: "ok",
  servedBy: "eu",
  firstSentUs: 10,
  firstDoneUs: 12,
  lastSentUs: 30,
  lastDoneUs: 33,
  count: 2,
  clockErrorUs: null,
};
const batch = {
  wireVersion: 1,
  vantage: "office",
  boot: "0123456789ab",
  seq: 1,
  closedAtMs: 5,
  stretches: [stretch],
};

describe("probe/contract/stretch-batch", () => {
  it("has stretches that are stretches of a lane to the controller", () => {
    const [first] = StretchBatch.parse(batch).stretches;
    expect(LaneStretch.safeParse(first).success).toBe(true);
  });

  it.each([
    ["done before it is sent", { firstDoneUs: 9 }],
    ["ended before it began", { lastSentUs: 9 }],
    ["with an end before its last probe was sent", { lastDoneUs: 29 }],
    ["without a probe", { count: 0 }],
    ["silent", { state: "silent" }],
  ])("refuses one %s", (_what, change) => {
    const spoilt = { ...batch, stretches: [{ ...stretch, ...change }] };
    expect(StretchBatch.safeParse(spoilt).success).toBe(false);
  });

  it("refuses a batch that says nothing", () => {
    expect(StretchBatch.safeParse({ ...batch, stretches: [] }).success).toBe(false);
  });
});
