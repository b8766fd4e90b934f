import type { PriceListRegion } from "../contract/aws-settings.ts";
import type { ReadError, ReadErrorKind } from "../contract/inventory-part.ts";
import type { KeptPricePart, PriceReading } from "../contract/price-reading.ts";
import { keepPart, type PartOutcome } from "../core/cost/reading/keep-part.ts";
import { type PricePartName, priceParts } from "../core/cost/reading/price-parts.ts";
import type { AwsOptions } from "./aws-options.ts";
import { limited } from "./limited.ts";
import { endedEarly } from "./part-reader.ts";
import { priceRegions } from "./price-regions.ts";
import { priceCall, readPricePages } from "./read/price-pages.ts";
import { readErrorOf } from "./read-error.ts";
import { openSession, type Session } from "./session.ts";

/** What is not read by then is told as cut off. */
const READ_WITHIN_MS = 600_000;
/** Each part waits for the calls' rates, so more would wait in vain. */
const PARTS_AT_ONCE = 3;
/** Where another Region may do better. */
const OF_THE_REGION: readonly ReadErrorKind[] = ["network", "cut-off", "unknown-region"];

export type ReadPricesOptions = {
  readonly options: AwsOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Epoch milliseconds. */
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
  /** The reading before this one; what could not be read now stands as it was there. */
  readonly earlier: PriceReading | null;
};

/**
 * Reads the AWS Price List, part by part, with the credentials of the first account. What fails is told
 * in its part; nothing is thrown.
 */
export async function readPrices({
  options,
  env,
  nowMs,
  signal,
  earlier,
}: ReadPricesOptions): Promise<PriceReading> {
  const startedAtMs = nowMs();
  const ended = AbortSignal.any([signal, AbortSignal.timeout(READ_WITHIN_MS)]);
  const [account = {}] = options.accounts;
  const session = openSession({ options, account, env, signal: ended });
  const regions = priceRegions(session.home, options.prices.region);
  // An endpoint of one's own is the same for every Region.
  const asked = options.endpoint === undefined ? regions : regions.slice(0, 1);
  const told = (error: unknown, region: PriceListRegion) =>
    ended.aborted
      ? endedEarly(ended)
      : readErrorOf(error, {
          call: priceCall(region),
          roleArn: account.roleArn ?? null,
          isKnown: false,
          endpoint: options.endpoint ?? null,
        });
  const limit = limited(PARTS_AT_ONCE);
  const readPart = async (part: PricePartName): Promise<KeptPricePart> => {
    const before = earlier?.parts.find(({ id }) => id === part.id) ?? null;
    const outcome = await readSomewhere(session, asked, part, before, told);
    const atMs = nowMs();
    const day = new Date(atMs).toISOString().slice(0, 10);
    return keepPart(part, before, outcome, { atMs, day });
  };
  try {
    const parts = await Promise.all(priceParts().map((part) => limit(() => readPart(part))));
    return { startedAtMs, finishedAtMs: nowMs(), parts };
  } finally {
    session.close();
  }
}

async function readSomewhere(
  session: Session,
  [region = "us-east-1", ...others]: readonly PriceListRegion[],
  part: PricePartName,
  before: KeptPricePart | null,
  told: (error: unknown, region: PriceListRegion) => ReadError,
): Promise<PartOutcome> {
  try {
    return await readPricePages(session, region, part, before?.mark ?? null);
  } catch (cause) {
    const error = told(cause, region);
    if (others.length > 0 && error.code !== "ReadingEnded" && OF_THE_REGION.includes(error.kind)) {
      const elsewhere = await readSomewhere(session, others, part, before, told);
      if (elsewhere.kind !== "failed") return elsewhere;
    }
    // Of several Regions the one that was chosen: what it said is of most use.
    return { kind: "failed", error };
  }
}
