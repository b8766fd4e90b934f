import type { QueueLook, StoreLook } from "../../../../controller/core/pressure/store-look.ts";

type Answered = Extract<StoreLook, { kind: "answered" }>;

export const MIB = 1_048_576;

/** A look at a Redis of 100 MiB and a short queue, except for what is given. */
export function look(
  more: Partial<Omit<Answered, "kind" | "queue">> = {},
  queue: Partial<QueueLook & { waiting: number }> = {},
): StoreLook {
  const { waiting = 3, oldestWaitingMs = 40 } = queue;
  return {
    kind: "answered",
    usedBytes: 10 * MIB,
    limitBytes: 100 * MIB,
    refusal: null,
    replication: null,
    ...more,
    queue: { shards: [{ waiting, active: 0, delayed: 0, failed: 0 }], oldestWaitingMs },
  };
}

export const NO_ANSWER: StoreLook = { kind: "failed", reason: "no answer within 1.5 s" };
