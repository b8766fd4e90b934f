import type { Job } from "bullmq";
import type { DeadLetter, DeadLetterDetail } from "../contract/dead-letter.ts";
import type { BatchJob } from "./batch-job.ts";

type Failed = Pick<
  Job<BatchJob>,
  "id" | "data" | "attemptsMade" | "failedReason" | "timestamp" | "finishedOn" | "stacktrace"
>;

/** What a failed job tells. Its content may be anything: that may be why it failed. */
export function letterOf(job: Failed): DeadLetter {
  const id = job.id ?? "";
  const [vantage = "", boot = "", seq = ""] = id.split(".");
  const minutes = minutesOf(job.data);
  return {
    id,
    vantage,
    boot,
    seq: Number(seq) || 0,
    attempts: job.attemptsMade,
    reason: job.failedReason ?? "",
    receivedAtMs: job.timestamp,
    failedAtMs: job.finishedOn ?? job.timestamp,
    contributions: minutes?.length ?? null,
    fromMs: extreme(minutes, Math.min),
    toMs: extreme(minutes, Math.max),
  };
}

export function letterDetailOf(job: Failed): DeadLetterDetail {
  const trace = (job.stacktrace ?? []).flatMap((text) => text.split("\n"));
  return {
    ...letterOf(job),
    trace: trace.map((line) => line.trim()).filter((line) => line !== ""),
    batch: (job.data as Partial<BatchJob> | undefined)?.batch ?? null,
  };
}

function minutesOf(data: unknown): number[] | null {
  const contributions = (data as Partial<BatchJob> | undefined)?.batch?.contributions;
  if (!Array.isArray(contributions)) return null;
  return contributions.map((each) => Number((each as { minuteMs?: unknown } | null)?.minuteMs));
}

function extreme(
  minutes: readonly number[] | null,
  of: (one: number, other: number) => number,
): number | null {
  const sound = (minutes ?? []).filter(Number.isSafeInteger);
  return sound.length === 0 ? null : sound.reduce((one, other) => of(one, other));
}
