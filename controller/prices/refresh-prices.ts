import type { Logger } from "pino";
import type { AwsOptions } from "../aws/aws-options.ts";
import type { PriceReading } from "../contract/price-reading.ts";
import { isDue } from "../core/cost/reading/is-due.ts";
import { withNews } from "../core/cost/reading/price-news.ts";
import { pricesInForce } from "../core/cost/reading/prices-in-force.ts";
import type { Store } from "../store/store.ts";

/** Reads all of the Price List. */
type ReadPrices = (asked: {
  readonly options: AwsOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
  readonly earlier: PriceReading | null;
}) => Promise<PriceReading>;

export type RefreshPricesOptions = {
  readonly store: { readonly prices: Pick<Store["prices"], "read" | "news" | "write"> };
  readonly options: AwsOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Loads what reads, which takes a second, when it is needed. */
  readonly load: () => Promise<ReadPrices>;
  readonly log: Logger;
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Whether they are read although they are not due. */
  readonly isForced: boolean;
};

/**
 * Reads prices where they are due, keeps them with what an earlier reading left of the parts that failed,
 * and writes down what changed. A reading that was ended half way is not kept. Answers whether any price did.
 *
 * @throws when Redis does not answer
 */
export async function refreshPrices(refresh: RefreshPricesOptions): Promise<boolean> {
  const { store, options, env, log, now, signal } = refresh;
  const earlier = await store.prices.read();
  if (!refresh.isForced && !isDue(earlier, options.prices.refreshEveryMs, now())) {
    return false;
  }
  const read = await refresh.load();
  const reading = await read({ options, env, nowMs: now, signal, earlier });
  if (signal.aborted) return false;
  const before = await store.prices.news();
  const news = withNews(
    before,
    pricesInForce(earlier),
    pricesInForce(reading),
    reading.finishedAtMs,
  );
  await store.prices.write(reading, news);
  const newest = news[0] === before[0] ? undefined : news[0];
  report(reading, newest === undefined ? 0 : newest.changes.length + newest.more, log);
  return newest !== undefined;
}

/** One line for each reading: causes and mends stand with its parts. */
function report({ parts, startedAtMs, finishedAtMs }: PriceReading, changed: number, log: Logger) {
  const failed = parts.filter(({ error }) => error !== null);
  const facts = { parts: parts.length, changed, tookMs: finishedAtMs - startedAtMs };
  if (failed.length === 0) {
    log.info(facts, "the Price List was read");
    return;
  }
  const first = failed.slice(0, 5).map(({ id, error }) => `${id}: ${error?.code ?? ""}`);
  log.warn({ ...facts, failed: failed.length, first }, "the Price List was read in part");
}
