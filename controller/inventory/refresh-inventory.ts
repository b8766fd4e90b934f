import type { Logger } from "pino";
import type { AwsOptions } from "../aws/aws-options.ts";
import type { InventoryProgress } from "../contract/inventory.ts";
import type { InventoryReading } from "../contract/inventory-reading.ts";
import { carryOver } from "../core/inventory/carry-over.ts";
import { partText } from "../core/inventory/part-text.ts";
import type { Store } from "../store/store.ts";
import { occasionally } from "./occasionally.ts";

/** Progress is written down and told at most this often. */
const TELL_EVERY_MS = 500;

/** Reads all of it. */
type ReadInventory = (asked: {
  readonly options: AwsOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
  readonly ownAccount: string | undefined;
  readonly onProgress: (progress: InventoryProgress) => void;
}) => Promise<InventoryReading>;

export type RefreshOptions = {
  readonly store: Pick<Store, "inventory" | "changes">;
  readonly options: AwsOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly read: ReadInventory;
  readonly log: Logger;
  readonly now: () => number;
  readonly signal: AbortSignal;
};

/**
 * Reads AWS and keeps what was found, with what earlier readings left of the parts that failed. A reading
 * that was ended half way is not kept.
 *
 * @throws when Redis does not answer
 */
export async function refreshInventory(refresh: RefreshOptions): Promise<void> {
  const { store, options, env, read, log, now, signal } = refresh;
  const earlier = await store.inventory.read();
  const own = earlier?.readings.flatMap(({ found }) => found.accounts ?? []) ?? [];
  const tell = async (progress: InventoryProgress | null) => {
    await store.inventory.tellProgress(progress);
    await store.changes.publish({ kind: "inventory", atMs: now(), vantages: [] });
  };
  const telling = occasionally(TELL_EVERY_MS, (progress: InventoryProgress) =>
    tell(progress).catch((err: Error) =>
      log.warn({ err }, "the progress of a reading was not told"),
    ),
  );
  try {
    const reading = await read({
      options,
      env,
      nowMs: now,
      signal,
      ownAccount: own.find(({ roleArn }) => roleArn === null)?.id,
      onProgress: (progress) => telling.add(progress),
    });
    if (signal.aborted) return;
    await store.inventory.write(carryOver(earlier, reading));
    report(reading, log);
  } finally {
    await telling.close();
    await tell(null);
  }
}

/** One line for each reading: what it could not read is in the inventory, with causes and mends. */
function report({ readings, startedAtMs, finishedAtMs }: InventoryReading, log: Logger): void {
  const failed = readings.filter(({ part }) => part.error !== null).map(({ part }) => part);
  const facts = { parts: readings.length, tookMs: finishedAtMs - startedAtMs };
  if (failed.length === 0) {
    log.info(facts, "AWS was read");
    return;
  }
  const first = failed.slice(0, 5).map((part) => `${partText(part)}: ${part.error?.code ?? ""}`);
  log.warn({ ...facts, failed: failed.length, first }, "AWS was read in part");
}
