import type { PriceQuote } from "../../contract/price-quote.ts";
import type { PriceMisfit } from "../../contract/price-refresh.ts";
import { selectAccelerator } from "./price-list/accelerator.ts";
import { agree } from "./price-list/agree.ts";
import { selectAddress, selectInstance } from "./price-list/instance.ts";
import { selectLoadBalancer } from "./price-list/load-balancer.ts";
import { onDemandTiers } from "./price-list/on-demand-tiers.ts";
import { publishedOn, readProduct } from "./price-list/product.ts";
import type { Quote, Selector } from "./price-list/quote.ts";
import { gatherRegionPairs } from "./price-list/region-pairs.ts";
import { selectRoute53 } from "./price-list/route53.ts";
import { FREE_TRANSFER, selectTransfer } from "./price-list/transfer.ts";

/** What a part of the Price List says, in the words of the price book. */
export type PriceListReading = {
  /** One for each price. */
  readonly quotes: readonly PriceQuote[];
  /** Gigabytes that leave an account for nothing; null where the list does not say. */
  readonly freeTransferOutGb: number | null;
  /** What could not be understood, and prices of which the list gives two. */
  readonly misfits: readonly PriceMisfit[];
  /** Products of things that the book has no price of. */
  readonly unused: number;
};

/** Codes of the services in the Price List, and how each is read. */
const SELECTORS: ReadonlyMap<string, Selector> = new Map([
  ["AmazonRoute53", selectRoute53],
  ["AWSGlobalAccelerator", selectAccelerator],
  ["AWSDataTransfer", selectTransfer],
  ["AWSELB", selectLoadBalancer],
  ["AmazonVPC", selectAddress],
  ["AmazonEC2", selectInstance],
]);

/**
 * Reads products of the AWS Price List. Nothing is guessed: what cannot be understood, or contradicts
 * itself, is a misfit and gives no price.
 *
 * @param products texts of JSON, as GetProducts answers them
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html
 */
export function fromPriceList(products: readonly string[]): PriceListReading {
  const quotes: Quote[] = [];
  const misfits: PriceMisfit[] = [];
  let unused = 0;
  for (const text of products) {
    const read = readQuote(text);
    if (read === null) unused += 1;
    else if ("reason" in read) misfits.push(read);
    else quotes.push(read);
  }
  const agreed = agree(quotes);
  const free = agreed.quotes.find(({ selection }) => selection.id === FREE_TRANSFER);
  return {
    quotes: gatherRegionPairs(agreed.quotes.filter((quote) => quote !== free)).map(plainQuote),
    freeTransferOutGb: free?.tiers[0]?.upTo ?? null,
    misfits: [...misfits, ...agreed.misfits],
    unused,
  };
}

/** Without what only the reading needs. */
function plainQuote({ selection, tiers, service, asOf }: Quote): PriceQuote {
  const { id: price, label, unit, per, note } = selection;
  const stated = { price, label, unit, per, tiers: [...tiers], service, asOf };
  return note === undefined ? stated : { ...stated, note };
}

function readQuote(text: string): Quote | PriceMisfit | null {
  const product = readProduct(text);
  if (typeof product === "string") {
    return { service: "unknown", what: "a product", reason: product };
  }
  const { sku, productFamily = "", attributes } = product.product;
  const { serviceCode: service } = product;
  const selection = SELECTORS.get(service)?.((name) => attributes[name] ?? "", productFamily);
  if (selection === undefined || selection === null) return null;
  const what = `${attributes["usagetype"] ?? productFamily} (${sku})`;
  if ("refused" in selection) return { service, what, reason: selection.refused };
  const tiers = onDemandTiers(product, selection);
  if (typeof tiers === "string") return { service, what, reason: tiers };
  return { selection, tiers, service, asOf: publishedOn(product) };
}
