import { describe, expect, it } from "vitest";
import { GuardOrder } from "../../../../controller/contract/failover/guard-order.ts";
import { GuardOutcome } from "../../../../controller/contract/failover/guard-outcome.ts";

const WRITTEN = {
  runId: "run-0001",
  service: "shop",
  deadlineAtMs: 1_000,
  steps: [{ kind: "http_hook", url: "http://127.0.0.1:1/fault" }],
};

describe("contract/failover/guard-order", () => {
  it("tries again after half a second at first and ten seconds at last, unless told otherwise", () => {
    const { retry, version, aws } = GuardOrder.parse(WRITTEN);
    expect({ retry, version, aws }).toEqual({
      retry: { firstPauseMs: 500, longestPauseMs: 10_000, tryWithinMs: 900_000 },
      version: 1,
      aws: undefined,
    });
  });

  it.each([
    ["version", { version: 2 }],
    ["runId", { runId: "../escape" }],
    ["runId", { runId: "a.json" }],
    ["runId", { runId: "" }],
    ["steps", { steps: [] }],
    ["deadlineAtMs", { deadlineAtMs: -1 }],
    ["deadlineAtMs", { deadlineAtMs: Number.MAX_SAFE_INTEGER }],
  ])("refuses another %s", (field, change) => {
    const { error } = GuardOrder.safeParse({ ...WRITTEN, ...change });
    expect(error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });
});

describe("contract/failover/guard-outcome", () => {
  it("knows every kind of step", () => {
    const outcome = {
      order: GuardOrder.parse(WRITTEN),
      cause: "deadline",
      armedAtMs: 0,
      beganAtMs: 1_000,
      endedAtMs: 1_001,
      steps: [
        { kind: "network_acl", tries: 1, restoredAtMs: 1_001, reason: "rules are gone" },
        { kind: "http_hook", tries: 2, restoredAtMs: null, reason: "500" },
      ],
    };
    expect(GuardOutcome.parse(outcome)).toEqual(outcome);
    expect(
      GuardOutcome.safeParse({ ...outcome, steps: [{ ...outcome.steps[0], kind: "flood" }] })
        .success,
    ).toBe(false);
  });
});
