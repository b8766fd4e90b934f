import type { BatchName } from "./fold-batch.ts";
import { KEYS } from "./keys.ts";
import type { ReplicaFence } from "./replica-fence.ts";

/**
 * Resolves once a replica has what was folded of a batch, and another (or the same) that its vantage has
 * measurements.
 *
 * @throws NoReplicaError where none confirms it; the batch is to be folded again then.
 */
export async function confirmFold(
  fence: ReplicaFence,
  { vantage, boot, seq }: BatchName,
): Promise<void> {
  const record = KEYS.folded(vantage, boot);
  await Promise.all([
    fence.confirm({
      key: record,
      look: (pipeline) => void pipeline.get(record),
      shows: (reply) => isInRanges(String(reply ?? ""), seq),
    }),
    fence.confirm({
      key: KEYS.vantages,
      look: (pipeline) => void pipeline.sismember(KEYS.vantages, vantage),
      shows: (reply) => reply === 1,
    }),
  ]);
}

/** Whether a number is in a record such as `1-57,59`. */
function isInRanges(ranges: string, number: number): boolean {
  return ranges.split(",").some((range) => {
    const [from, to = from] = range.split("-");
    return from !== "" && Number(from) <= number && number <= Number(to);
  });
}
