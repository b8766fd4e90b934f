import { cpus } from "node:os";
import type { RunPlan, RunResult } from "./messages.ts";
import { startHogs, type TruthRig } from "./rig.ts";
import { type Score, scoreRun } from "./score.ts";

export const HELD_MS = [5, 40, 120];
export const TIMEOUT_MS = 2_000;

/** What else goes on while the probe measures. */
export const SCENARIOS = {
  idle: { busy: "none", hogs: 0, clockStepMs: 0 },
  "busy main thread": { busy: "main", hogs: 0, clockStepMs: 0 },
  "busy measuring thread": { busy: "measuring", hogs: 0, clockStepMs: 0 },
  "busy machine": { busy: "none", hogs: cpus().length, clockStepMs: 0 },
  "clock steps by 5 s": { busy: "none", hogs: 0, clockStepMs: 5_000 },
} as const satisfies Record<string, { busy: RunPlan["busy"]; hogs: number; clockStepMs: number }>;

export type ScenarioName = keyof typeof SCENARIOS;

/** One line of the table: all delays together, and each by itself. */
export interface RttCell extends Score {
  scenario: ScenarioName;
  ratePerS: number;
  /** What the measuring thread was. */
  priority: RunResult["priority"];
  byHeldMs: Record<string, Score>;
}

/** Few probes per second need longer until a percentile means anything. */
function secondsAt(ratePerS: number): number {
  return ratePerS < 100 ? 20 : 8;
}

/** Measures answers held for 5, 40 and 120 ms under one scenario at one rate. */
export async function measureCell(
  rig: TruthRig,
  scenario: ScenarioName,
  ratePerS: number,
  scale: number,
  priority: RunPlan["priority"],
): Promise<RttCell> {
  const { busy, hogs, clockStepMs } = SCENARIOS[scenario];
  const stopHogs = startHogs(hogs);
  try {
    const result = await rig.run({
      metric: "echo_rtt",
      paths: HELD_MS.map((heldMs) => `/hold/${heldMs}`),
      ratePerS,
      seconds: secondsAt(ratePerS) * scale,
      timeoutMs: TIMEOUT_MS,
      busy,
      clockStepMs,
      priority,
    });
    const byHeldMs = HELD_MS.map((heldMs, path) => {
      const samples = result.samples.filter((sample) => sample.path === path);
      return [String(heldMs), scoreRun({ samples, skipped: 0 })] as const;
    });
    const { priority: gotPriority } = result;
    return {
      scenario,
      ratePerS,
      priority: gotPriority,
      ...scoreRun(result),
      byHeldMs: Object.fromEntries(byHeldMs),
    };
  } finally {
    stopHogs();
  }
}
