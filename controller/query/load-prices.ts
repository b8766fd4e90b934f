import { createHash } from "node:crypto";
import type { PriceBook } from "../contract/price-book.ts";
import type { PriceReading } from "../contract/price-reading.ts";
import type { PricesRefresh } from "../contract/prices.ts";
import { pricesInForce } from "../core/cost/reading/prices-in-force.ts";
import type { PriceJobs } from "../queue/price-jobs.ts";
import type { Store } from "../store/store.ts";

const NOT_SET_UP =
  "Start a controller with --aws-accounts and a file that names the accounts; `accounts: [{}]` is that of its own credentials, which have to be allowed pricing:GetProducts. Until then the prices that Isochrone comes with are in force.";

/** Prices in force, and what tells them from any others. */
export type LoadedPrices = {
  readonly book: PriceBook;
  /** Changes with every price: the day of the book, and the beginning of a hash over it. */
  readonly version: string;
};

/** A reading is put together once; the store answers the same object until another one is there. */
const byReading = new WeakMap<PriceReading, LoadedPrices>();
let shipped: LoadedPrices | null = null;

/** The prices in force. */
export async function loadPrices(store: {
  readonly prices: Pick<Store["prices"], "read">;
}): Promise<LoadedPrices> {
  const reading = await store.prices.read();
  if (reading === null) {
    shipped ??= loaded(null);
    return shipped;
  }
  const known = byReading.get(reading) ?? loaded(reading);
  byReading.set(reading, known);
  return known;
}

function loaded(reading: PriceReading | null): LoadedPrices {
  const book = pricesInForce(reading);
  const hash = createHash("sha256").update(JSON.stringify(book)).digest("hex");
  return { book, version: `${book.compiledOn}-${hash.slice(0, 8)}` };
}

/** Where the reading of prices stands. */
export async function loadPricesRefresh(
  store: { readonly prices: Pick<Store["prices"], "read" | "reader"> },
  jobs: Pick<PriceJobs, "state">,
): Promise<PricesRefresh> {
  const [reader, state, reading] = await Promise.all([
    store.prices.reader(),
    jobs.state(),
    store.prices.read(),
  ]);
  const last = {
    lastFinishedAtMs: reading?.finishedAtMs ?? null,
    parts: (reading?.parts ?? []).map(({ quotes, freeTransferOutGb, mark, ...part }) => part),
  };
  if (reader === null)
    return { ...last, state: "not-set-up", refreshEveryMs: null, mend: NOT_SET_UP };
  return { ...last, state, refreshEveryMs: reader.refreshEveryMs, mend: null };
}
