import type { PriceBook } from "../../../contract/price-book.ts";
import type { PriceReading } from "../../../contract/price-reading.ts";
import { mergePrices } from "../merge-prices.ts";
import { shippedPrices } from "../shipped-prices.ts";

/** The shipped book with everything that AWS has stated since; the shipped one before any reading. */
export function pricesInForce(reading: Pick<PriceReading, "parts"> | null): PriceBook {
  const shipped = shippedPrices();
  const parts = reading?.parts ?? [];
  const newest = parts
    .flatMap(({ readOn }) => readOn ?? [])
    .sort()
    .at(-1);
  if (newest === undefined) return shipped;
  const free = parts.flatMap(({ freeTransferOutGb }) => freeTransferOutGb ?? []);
  return mergePrices(
    shipped,
    { quotes: parts.flatMap(({ quotes }) => quotes), freeTransferOutGb: free[0] ?? null },
    newest,
  );
}
