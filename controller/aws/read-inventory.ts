import type { InventoryProgress } from "../contract/inventory.ts";
import type { InventoryReading } from "../contract/inventory-reading.ts";
import { sortedReadings } from "../core/inventory/sorted-readings.ts";
import type { AwsOptions } from "./aws-options.ts";
import { partList } from "./part-list.ts";
import { readAccount } from "./read-account.ts";

/** What is not read by then is told as cut off. */
const READ_WITHIN_MS = 900_000;

export type ReadInventoryOptions = {
  readonly options: AwsOptions;
  /** Of this process; the SDK reads its own variables besides. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Epoch milliseconds. */
  readonly nowMs: () => number;
  readonly signal?: AbortSignal;
  /** Whose the own credentials were at the last reading. */
  readonly ownAccount?: string | undefined;
  readonly onProgress?: (progress: InventoryProgress) => void;
};

/**
 * Reads all accounts, part by part. What fails is told in its part; nothing is thrown, and nothing is
 * tried for ever.
 */
export async function readInventory({
  options,
  env,
  nowMs,
  signal,
  ownAccount,
  onProgress = () => undefined,
}: ReadInventoryOptions): Promise<InventoryReading> {
  const startedAtMs = nowMs();
  const list = partList(nowMs, onProgress);
  const ended = AbortSignal.any([
    AbortSignal.timeout(READ_WITHIN_MS),
    ...(signal === undefined ? [] : [signal]),
  ]);
  await Promise.all(
    options.accounts.map((account) =>
      readAccount(account, { options, env, nowMs, signal: ended, ownAccount }, list),
    ),
  );
  return { startedAtMs, finishedAtMs: nowMs(), readings: sortedReadings(list.done) };
}
