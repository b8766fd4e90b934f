import type { TroubleCode } from "../../contract/trouble.ts";

/** The measurements queue at one moment. */
export type QueueLook = {
  /** By shard. */
  readonly shards: readonly {
    readonly waiting: number;
    readonly active: number;
    readonly delayed: number;
    /** Dead letters. */
    readonly failed: number;
  }[];
  /** How long the oldest batch has waited; null when none waits. */
  readonly oldestWaitingMs: number | null;
};

/** Primaries, and those of them that no replica follows. */
type Replication = { readonly primaries: number; readonly alone: number };

/** Redis at one moment, as far as taking batches goes. */
export type StoreLook =
  | {
      readonly kind: "answered";
      readonly usedBytes: number;
      /** `maxmemory`; null without a limit. Of several servers those of the fullest. */
      readonly limitBytes: number | null;
      /** What Redis said to a small write; null when it took it. */
      readonly refusal: { readonly code: TroubleCode; readonly reason: string } | null;
      /** Of how many primaries; null where batches are acknowledged without a replica. */
      readonly replication: Replication | null;
      readonly queue: QueueLook;
    }
  | { readonly kind: "failed"; readonly reason: string };

/** From when on no more batches are taken. */
export type PressureLimits = {
  /** Share of `maxmemory`. */
  readonly memoryRatio: number;
  /** Batches acknowledged and not yet counted. */
  readonly batches: number;
  readonly oldestWaitingMs: number;
};

export const PRESSURE_LIMITS: PressureLimits = {
  memoryRatio: 0.9,
  batches: 50_000,
  oldestWaitingMs: 10 * 60_000,
};

/** Batches that are in Redis and not yet counted. */
export function batchesBehind({ shards }: QueueLook): number {
  return shards.reduce((sum, { waiting, active, delayed }) => sum + waiting + active + delayed, 0);
}
