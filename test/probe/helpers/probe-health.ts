import type { ProbeHealth } from "../../../probe/contract/batch.ts";

/** A probe that fares well. */
export const HEALTH: ProbeHealth = {
  version: "0.1.0",
  uptimeS: 60,
  rssBytes: 70_000_000,
  cpuRatio: 0.02,
  latenessP99Us: 1_500,
  stalls: 2,
  longestStallUs: 12_000,
  spooledBatches: 3,
  spooledBytes: 4_096,
  droppedBatches: 1,
  uncertaintyP99Us: 400,
  loopDelayP99Us: 900,
  mainLoopDelayP99Us: 5_000,
  runRatio: 0.98,
  cappedAttempts: 4,
  clockOffsetMs: -250,
  clockAgeS: 12,
};
