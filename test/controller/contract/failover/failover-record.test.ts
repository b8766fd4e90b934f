import { describe, expect, it } from "vitest";
import { RunEvent } from "../../../../controller/contract/failover/failover-record.ts";
import { FailoverTimeline } from "../../../../controller/contract/failover/failover-timeline.ts";
import { WRITTEN_PLAN } from "../../../helpers/failover-plan.ts";

const stretch = {
  state: "ok",
  servedBy: "dublin",
  firstSentUs: 1_000_000,
  firstDoneUs: 1_020_000,
  lastSentUs: 9_000_000,
  lastDoneUs: 9_020_000,
  count: 81,
};
const lane = { vantage: "fra", entry: "dns", class: "fresh", clockErrorUs: 0 };

/** The first thing that is wrong with the stretches of a lane. */
function firstIssue(stretches: object[]): string | undefined {
  const timeline = {
    injected: { afterUs: 1, byUs: 2 },
    restored: null,
    lanes: [{ ...lane, stretches }],
    transitions: [],
    marks: [],
    lostWrites: null,
  };
  const [issue] = FailoverTimeline.safeParse(timeline).error?.issues ?? [];
  return issue && `${issue.path.join(".")}: ${issue.message}`;
}

describe("controller/contract/failover", () => {
  it("keeps lanes in the order of time", () => {
    const later = {
      ...stretch,
      firstSentUs: 9_000_000,
      firstDoneUs: 9_500_000,
      lastSentUs: 9_500_000,
      lastDoneUs: 9_600_000,
    };
    expect(firstIssue([stretch, later])).toBeUndefined();
    expect(firstIssue([later, stretch])).toContain("put them in order of time");
    expect(firstIssue([{ ...stretch, lastSentUs: 500_000 }])).toContain("begin before it ends");
    expect(firstIssue([{ ...stretch, state: "silent" }])).toContain(
      "must be 0 of a silent stretch",
    );
    expect(firstIssue([{ ...stretch, count: 0 }])).toContain("must be 0 of a silent stretch");
  });

  it("keeps the plan of a run as it was, whatever a later release would say of it", () => {
    const begun = {
      kind: "begun",
      plan: { ...WRITTEN_PLAN, later: 1 },
      planHash: "0".repeat(64),
      by: "schedule",
    };
    expect(RunEvent.parse(begun)).toMatchObject({ plan: { id: "dublin-lost", timeoutMs: 2_000 } });
    expect(RunEvent.safeParse({ ...begun, planHash: "none" }).success).toBe(false);
  });
});
