import type { Logger } from "pino";
import type { AwsOptions } from "../aws/aws-options.ts";
import type { AwsJobs } from "../queue/aws-jobs.ts";
import type { Store } from "../store/store.ts";
import { refreshInventory } from "./refresh-inventory.ts";

/** Well within the time after which this process counts as gone. */
const DECLARE_EVERY_MS = 20_000;

export type InventoryOptions = {
  readonly store: Pick<Store, "inventory" | "changes">;
  readonly jobs: Pick<AwsJobs, "scheduleInventory">;
  readonly options: AwsOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
  readonly now: () => number;
};

/** What a process does that was told of AWS. */
export type InventoryWork = {
  /** Does the job of one reading. */
  refresh(): Promise<void>;
  /** Ends a reading that is going on. */
  close(): void;
};

/** Sets up the schedule, and tells the other processes that there is one that may ask AWS. */
export async function startInventory(inventory: InventoryOptions): Promise<InventoryWork> {
  const { store, jobs, options, log } = inventory;
  const { refreshEveryMs } = options;
  await jobs.scheduleInventory(refreshEveryMs);
  const declare = () => store.inventory.declareReader({ refreshEveryMs });
  await declare();
  const timer = setInterval(() => {
    declare().catch((err: Error) => log.debug({ err }, "the reader of AWS was not declared"));
  }, DECLARE_EVERY_MS).unref();
  const ending = new AbortController();
  return {
    async refresh() {
      // The clients of AWS take a second to load: only who reads it pays for that.
      const { readInventory } = await import("../aws/read-inventory.ts");
      await refreshInventory({ ...inventory, read: readInventory, signal: ending.signal });
    },
    close() {
      clearInterval(timer);
      ending.abort(new Error("The controller was stopped."));
    },
  };
}
