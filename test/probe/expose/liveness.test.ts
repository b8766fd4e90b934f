import { describe, expect, it } from "vitest";
import type { Assignment } from "../../../probe/contract/assignment.ts";
import { Liveness } from "../../../probe/expose/liveness.ts";
import { HEALTH } from "../helpers/probe-health.ts";

const assignment = (batchIntervalMs: number): Assignment => ({
  wireVersion: 1,
  vantage: "office",
  version: "v1",
  batchIntervalMs,
  rounds: [],
  runs: [],
});
const interval = (runRatio?: number) => {
  const { runRatio: _usual, ...health } = HEALTH;
  return {
    contributions: [],
    batches: 1,
    health: runRatio === undefined ? health : { ...health, runRatio },
  };
};

function livenessAt() {
  const clock = { nowMs: 0 };
  return { clock, liveness: new Liveness(["office", "home"], () => clock.nowMs) };
}

describe("probe/expose/liveness", () => {
  it("gives a probe that has just started time to get its assignment", () => {
    const { clock, liveness } = livenessAt();
    clock.nowMs = 120_000;
    expect(liveness.troubles()).toEqual([]);
    liveness.assigned("home", assignment(5_000));
    clock.nowMs = 120_001;
    expect(liveness.troubles()).toEqual(["office: no assignment has come for 120 s"]);
  });

  it("tells when the controller takes nothing and when nothing is measured, and when that is over", () => {
    const { clock, liveness } = livenessAt();
    for (const id of ["office", "home"]) liveness.assigned(id, assignment(60_000));
    clock.nowMs = 240_000;
    for (const id of ["office", "home"]) liveness.measured(id, interval(1));
    liveness.accepted("home");
    expect(liveness.troubles()).toEqual([]);
    clock.nowMs = 241_000;
    expect(liveness.troubles()).toEqual(["office: the controller has taken no batch for 241 s"]);
    liveness.accepted("office");
    expect(liveness.troubles()).toEqual([]);
    clock.nowMs = 500_000;
    liveness.accepted("office");
    liveness.accepted("home");
    liveness.measured("home", interval(1));
    expect(liveness.troubles()).toEqual([
      "office: the measuring thread has told nothing for 260 s",
    ]);
  });

  it("is not appeased by new assignments", () => {
    const { clock, liveness } = livenessAt();
    liveness.assigned("office", assignment(5_000));
    clock.nowMs = 130_000;
    for (const id of ["office", "home"]) liveness.assigned(id, assignment(5_000));
    liveness.measured("office", interval(1));
    expect(liveness.troubles()).toEqual(["office: the controller has taken no batch for 130 s"]);
  });

  it("tells when no attempt runs, but not when none is due", () => {
    const { liveness } = livenessAt();
    liveness.assigned("office", assignment(5_000));
    liveness.measured("office", interval(0));
    expect(liveness.troubles()).toEqual(["office: none of the attempts that were due was started"]);
    liveness.measured("office", interval());
    expect(liveness.troubles()).toEqual([]);
    liveness.measured("office", interval(0.01));
    expect(liveness.troubles()).toEqual([]);
  });
});
