import { describe, expect, it } from "vitest";
import { FailoverPlan } from "../../../../controller/contract/failover/failover-plan.ts";
import {
  deadlineS,
  firingLengthS,
  observeS,
} from "../../../../controller/core/failover-run/run-times.ts";
import { WRITTEN_PLAN } from "../../../helpers/failover-plan.ts";

describe("controller/core/failover-run/run-times", () => {
  it.each<[string, object, number, number, number]>([
    ["ten minutes at least", {}, 600, 600, 1_320],
    ["twice the recovery time", { hypothesis: { rtoS: 400 } }, 800, 800, 1_520],
    ["as the plan says", { deadlineS: 900, observeS: 300 }, 900, 300, 1_620],
    ["runs and the pauses between them", { repeats: 3, pauseS: 1_000 }, 600, 600, 5_960],
  ])("%s", (_what, change, deadline, observe, length) => {
    const plan = FailoverPlan.parse({ ...WRITTEN_PLAN, ...change });
    expect([deadlineS(plan), observeS(plan), firingLengthS(plan)]).toEqual([
      deadline,
      observe,
      length,
    ]);
  });
});
