import { createHash } from "node:crypto";
import { FailoverPlan } from "../../../../controller/contract/failover/failover-plan.ts";
import type {
  FailoverRecord,
  RunEvent,
} from "../../../../controller/contract/failover/failover-record.ts";
import { chained } from "../../../../controller/core/failover-record/chain.ts";
import { WRITTEN_PLAN } from "../../../helpers/failover-plan.ts";
import { laneResult, resultOf } from "../../../helpers/failover-result.ts";

const PLAN = FailoverPlan.parse(WRITTEN_PLAN);
const AT_MS = Date.UTC(2026, 11, 1, 2, 30, 12);

export const RESULT = resultOf([60_000, 62_000], 0.97, {
  lanes: [
    laneResult({ vantage: "fra" }),
    laneResult({ vantage: "nyc", entry: "accelerator", class: "accelerator_fresh" }, null),
    laneResult({ vantage: "nyc", class: "keep_alive" }, [150_000, null]),
  ],
  predictions: [
    { entry: "dns", registeredAtMs: AT_MS, p50Ms: 65_000, p95Ms: 90_000, withinRtoRatio: 0.98 },
  ],
  predictionErrors: [
    { entry: "dns", p50ErrorMs: -3_000, p95ErrorMs: 1_500, withinRtoError: -0.01 },
  ],
});

/** A record of what has happened, a minute between each line and the next. */
export function recordOf(events: readonly RunEvent[], label = PLAN.label): FailoverRecord {
  const plan = { ...PLAN, label };
  const begun: RunEvent = { kind: "begun", plan, planHash: "ab".repeat(32), by: "ana" };
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  const entries: FailoverRecord["entries"] = [];
  for (const [at, event] of [begun, ...events].entries()) {
    const last = entries.at(-1) ?? null;
    entries.push(chained("run-0007", last, event, AT_MS + at * 60_000, sha256));
  }
  return { runId: "run-0007", planId: plan.id, service: plan.service, entries };
}

const moment = (minutes: number) => ({
  afterUs: (AT_MS + minutes * 60_000) * 1_000,
  byUs: (AT_MS + minutes * 60_000) * 1_000 + 40_000,
});

/** All that happens in a run that is carried out. */
export const CARRIED_OUT: readonly RunEvent[] = [
  {
    kind: "preflight_checked",
    rows: [{ check: "clocks", verdict: "pass", reason: "fra 2 ms, nyc 4 ms" }],
  },
  { kind: "predicted", predictions: RESULT.predictions },
  { kind: "baseline_steady" },
  { kind: "armed", deadlineAtMs: AT_MS + 3_600_000 },
  { kind: "injected", when: moment(5) },
  { kind: "observed" },
  { kind: "restore_done" },
  { kind: "verified", when: moment(8) },
  { kind: "scored", result: RESULT },
  { kind: "reported" },
];
