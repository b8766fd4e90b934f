import type { Batch } from "../../probe/contract/batch.ts";

/** Tells batches that this process took before. A figure for operators: folding knows for certain. */
export type SeenBatches = {
  /** Notes a batch that was taken; answers whether it was taken before. */
  note(batch: Pick<Batch, "vantage" | "boot" | "seq">): boolean;
};

/** Boots that are remembered, each with the highest number taken: probes send in order. */
const MOST_BOOTS = 50_000;

export function seenBatches(): SeenBatches {
  const highest = new Map<string, number>();
  return {
    note({ vantage, boot, seq }) {
      const name = `${vantage}.${boot}`;
      const before = highest.get(name) ?? 0;
      if (seq <= before) return true;
      // Set anew it is the youngest, so that the oldest goes first.
      highest.delete(name);
      highest.set(name, seq);
      const oldest = highest.size > MOST_BOOTS ? highest.keys().next().value : undefined;
      if (oldest !== undefined) highest.delete(oldest);
      return false;
    },
  };
}
