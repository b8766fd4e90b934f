import type { Logger } from "pino";
import type { AwsOptions } from "../aws/aws-options.ts";
import type { AwsJobs } from "../queue/aws-jobs.ts";
import type { Store } from "../store/store.ts";
import { refreshInventory } from "./refresh-inventory.ts";

/** Well within the time after which this process counts as gone. */
const DECLARE_EVERY_MS = 20_000;

export type InventoryOptions = {
  readonly store: Pick<Store, "inventory" | "changes">;
  readonly jobs: Pick<AwsJobs, "scheduleInventory" | "askInventory" | "inventoryState">;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
  readonly now: () => number;
};

/** What a process does with AWS, as soon as it is told of it. Settings and keys stay in its memory. */
export type InventoryWork = {
  /**
   * Has this AWS read from now on, at once and on its schedule, in place of the one told of before:
   * a reading of that one is ended, and what it found is not kept.
   */
  readAws(options: AwsOptions): Promise<void>;
  /** Does the job of one reading; nothing where this process was told of no AWS. */
  refresh(): Promise<void>;
  /** Ends a reading that is going on. */
  close(): void;
};

type Told = { readonly options: AwsOptions; readonly ending: AbortController };

/** Nothing is asked of AWS, and nobody told that there is one to ask, before `readAws`. */
export function startInventory(inventory: InventoryOptions): InventoryWork {
  const { store, jobs, log } = inventory;
  let told: Told | null = null;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  const declare = async () => {
    if (told === null) return;
    const { refreshEveryMs, accounts } = told.options;
    const changeable = accounts
      .filter(({ apply }) => apply !== undefined)
      .map(({ roleArn }) => roleArn ?? null);
    await store.inventory.declareReader({ refreshEveryMs, changeable });
  };
  const declareOften = () => {
    timer ??= setInterval(() => {
      declare().catch((err: Error) => log.debug({ err }, "the reader of AWS was not declared"));
    }, DECLARE_EVERY_MS).unref();
  };
  return {
    async readAws(options) {
      told?.ending.abort(new Error("Other accounts, or another key, took the place of these."));
      told = { options, ending: new AbortController() };
      await jobs.scheduleInventory(options.refreshEveryMs);
      await declare();
      declareOften();
      // A schedule that is new begins with a reading; one of an earlier start goes on at its own time.
      if ((await jobs.inventoryState()) === "idle") await jobs.askInventory();
    },
    async refresh() {
      // The clients of AWS take a second to load: only who reads it pays for that.
      const { readInventory } = await import("../aws/read-inventory.ts");
      // What takes the place of the AWS that is being read is read by the same job.
      for (let read: Told | null = null; told !== null && told !== read && !isClosed; ) {
        read = told;
        const { signal } = read.ending;
        const { options } = read;
        await refreshInventory({ ...inventory, options, read: readInventory, signal });
      }
    },
    close() {
      isClosed = true;
      clearInterval(timer);
      told?.ending.abort(new Error("The controller was stopped."));
    },
  };
}
