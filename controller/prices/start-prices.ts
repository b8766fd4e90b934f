import type { Logger } from "pino";
import type { AwsOptions } from "../aws/aws-options.ts";
import type { PriceJob, PriceJobs } from "../queue/price-jobs.ts";
import type { Store } from "../store/store.ts";
import { refreshPrices } from "./refresh-prices.ts";

/** Well within the time after which this process counts as gone. */
const DECLARE_EVERY_MS = 20_000;
/** A reading that failed is soon tried again; one that did not costs nothing. */
const LOOK_EVERY_MS = 3_600_000;

export type PricesOptions = {
  readonly store: Pick<Store, "prices">;
  readonly jobs: Pick<PriceJobs, "schedule" | "ask">;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
  readonly now: () => number;
};

/** What a process does about prices, as soon as it is told of AWS. */
export type PricesWork = {
  /** Has prices read with these settings from now on, in place of those told before. */
  readAws(options: AwsOptions): Promise<void>;
  /** Does one job; nothing where this process is to read no prices. Answers whether any price changed. */
  refresh(job: PriceJob): Promise<boolean>;
  /** Ends a reading that is going on. */
  close(): void;
};

type Told = { readonly options: AwsOptions; readonly ending: AbortController };

/** Nothing is asked of AWS before `readAws`. */
export function startPrices(prices: PricesOptions): PricesWork {
  const { store, jobs, log } = prices;
  let told: Told | null = null;
  let timer: NodeJS.Timeout | undefined;
  const declare = async () => {
    if (told === null) return;
    const { refreshEveryMs } = told.options.prices;
    await store.prices.declareReader({ refreshEveryMs });
  };
  return {
    async readAws(options) {
      told?.ending.abort(new Error("Other accounts, or another key, took the place of these."));
      told = options.prices.isRead ? { options, ending: new AbortController() } : null;
      if (told === null) return;
      await jobs.schedule(Math.min(LOOK_EVERY_MS, options.prices.refreshEveryMs));
      await declare();
      timer ??= setInterval(() => {
        declare().catch((err: Error) =>
          log.debug({ err }, "the reader of prices was not declared"),
        );
      }, DECLARE_EVERY_MS).unref();
      await jobs.ask({ isForced: false });
    },
    async refresh({ isForced }) {
      if (told === null) return false;
      const { options, ending } = told;
      const load = async () => (await import("../aws/read-prices.ts")).readPrices;
      return refreshPrices({ ...prices, options, load, signal: ending.signal, isForced });
    },
    close() {
      clearInterval(timer);
      told?.ending.abort(new Error("The controller was stopped."));
    },
  };
}
