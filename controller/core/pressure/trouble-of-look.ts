import type { Trouble, TroubleCode } from "../../contract/trouble.ts";
import { countText, durationText } from "../wording/count.ts";
import { batchesBehind, type PressureLimits, type StoreLook } from "./store-look.ts";

/** A trouble, and how far above its limit the figure behind it is. */
export type FoundTrouble = { readonly trouble: Trouble; readonly excess: number };

/** A trouble that is on ends only where the figure has fallen to this share of its limit. */
const MEMORY_RELEASE = 0.95;
const QUEUE_RELEASE = 0.5;

const PROBES_WAIT = "Probes keep their batches and deliver them by themselves when it is over.";

/**
 * The worst thing that a look shows; null where nothing is wrong.
 *
 * @param present the trouble that is on already: its limit is lower, so that it ends for good
 */
export function troubleOfLook(
  look: StoreLook,
  limits: PressureLimits,
  present: TroubleCode | null,
): FoundTrouble | null {
  if (look.kind === "failed") {
    return { trouble: describeTrouble("store_unavailable", look.reason), excess: 1 };
  }
  if (look.refusal !== null) {
    const { code, reason } = look.refusal;
    return { trouble: describeTrouble(code, reason), excess: 1 };
  }
  return (
    memoryTrouble(look, limits, present) ??
    // All batches are refused for it, so it counts before what concerns some.
    queueTrouble(look, limits, present) ??
    replicaTrouble(look)
  );
}

type Answered = Extract<StoreLook, { kind: "answered" }>;

function memoryTrouble(
  { usedBytes, limitBytes }: Answered,
  { memoryRatio }: PressureLimits,
  present: TroubleCode | null,
): FoundTrouble | null {
  if (limitBytes === null) return null;
  const ratio = usedBytes / limitBytes;
  const release = present === "store_full" ? MEMORY_RELEASE : 1;
  if (ratio < memoryRatio * release) return null;
  const reason = `${Math.round(ratio * 100)} % of its ${megabytes(limitBytes)} are in use`;
  return {
    trouble: describeTrouble("store_full", reason),
    excess: Math.max(1, ratio / memoryRatio),
  };
}

function queueTrouble(
  { queue }: Answered,
  limits: PressureLimits,
  present: TroubleCode | null,
): FoundTrouble | null {
  const batches = batchesBehind(queue);
  const oldestMs = queue.oldestWaitingMs ?? 0;
  const excess = Math.max(batches / limits.batches, oldestMs / limits.oldestWaitingMs);
  if (excess < (present === "queue_behind" ? QUEUE_RELEASE : 1)) return null;
  const reason = `${countText(batches)} batches wait to be counted, the oldest for ${durationText(oldestMs)}`;
  return { trouble: describeTrouble("queue_behind", reason), excess: Math.max(1, excess) };
}

function replicaTrouble({ replication }: Answered): FoundTrouble | null {
  if (replication === null || replication.alone === 0) return null;
  const { primaries, alone } = replication;
  const whose = primaries === 1 ? "the primary" : `${alone} of ${primaries} primaries`;
  const reason = `${whose} ${alone === 1 ? "has" : "have"} none that keeps up`;
  return { trouble: describeTrouble("no_replica", reason), excess: 1 };
}

/** Puts a trouble into words. */
export function describeTrouble(code: TroubleCode, reason: string): Trouble {
  switch (code) {
    case "store_unavailable":
      return {
        code,
        sentence: `Redis cannot be used: ${reason}.`,
        mend: `Start Redis, or mend the way to it. ${PROBES_WAIT}`,
      };
    case "store_full":
      return {
        code,
        sentence: `Redis is full: ${reason}.`,
        mend: `Raise maxmemory, or keep measurements for a shorter time. ${PROBES_WAIT}`,
      };
    case "store_disk_full":
      return {
        code,
        sentence: `Redis cannot write to its disk: ${reason}.`,
        mend: `Make room on the disk that holds Redis's append-only file. ${PROBES_WAIT}`,
      };
    case "queue_behind":
      return {
        code,
        sentence: `Counting is behind: ${reason}.`,
        mend: `Start more workers (isochrone controller --roles worker), or wait. ${PROBES_WAIT}`,
      };
    case "no_replica":
      return {
        code,
        sentence: `What is acknowledged has to be on a replica: ${reason}.`,
        mend: `Bring the replica back (INFO replication shows who follows), or start the controllers with --durability primary. ${PROBES_WAIT}`,
      };
    case "workers_stopped":
      return {
        code,
        sentence: `The workers of this process stand still: ${reason}.`,
        mend: "Look at the controller's log, and start it again if it stays.",
      };
  }
}

function megabytes(bytes: number): string {
  return `${countText(Math.round(bytes / 1e6))} MB`;
}
