import { PriceBook } from "../../contract/price-book.ts";
import compute from "./data/compute.json" with { type: "json" };
import transfer from "./data/data-transfer.json" with { type: "json" };
import accelerator from "./data/global-accelerator.json" with { type: "json" };
import route53 from "./data/route53.json" with { type: "json" };

const files = [route53, accelerator, transfer, compute];

let book: PriceBook | null = null;

/**
 * The prices that Isochrone comes with. Their dates stand at their sources; AWS changes prices, and
 * what could not be confirmed says so. Put together when first asked for, as that takes longer than
 * most of a program's start.
 */
export function shippedPrices(): PriceBook {
  book ??= PriceBook.parse({
    currency: "USD",
    compiledOn: "2026-11-23",
    // As AWS itself counts a month in its examples.
    hoursPerMonth: 730,
    freeTransferOutGb: transfer.freeTransferOutGb,
    sources: Object.assign({}, ...files.map(({ sources }) => sources)),
    prices: Object.assign({}, ...files.map(({ prices }) => prices)),
    regionGroups: accelerator.regionGroups,
  });
  return book;
}
