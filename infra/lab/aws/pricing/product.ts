import { createHash } from "node:crypto";

/** Quantities from where to where (`Inf`), and the price of a unit. */
export type PriceStep = readonly [from: string, to: string, usd: string];

/** Something that a service charges for. */
export interface Product {
  readonly serviceCode: string;
  readonly family: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly unit: string;
  readonly steps: readonly PriceStep[];
}

/** Codes that AWS gives to its on-demand offer and to the price of one unit. */
const OFFER_TERM = "JRTCKXETXF";
const RATE = "6YS6EN2CT7";
/** No price of AWS: whoever reads one by itself has to see that. */
const LABEL = "Lab data, not a price of AWS:";

/** Steps of tiers that end at the numbers given, the last at infinity. */
export function stepsOf(tiers: readonly (readonly [number | null, string])[]): PriceStep[] {
  return tiers.map(([end, usd], at) => [
    String(tiers[at - 1]?.[0] ?? 0),
    end === null ? "Inf" : String(end),
    usd,
  ]);
}

/** A product as GetProducts answers it: a text of JSON (format version `aws_v1`). */
export function productText(
  product: Product,
  { version, publicationDate }: { readonly version: string; readonly publicationDate: string },
): string {
  const sku = skuOf(product);
  const offer = `${sku}.${OFFER_TERM}`;
  const dimensions = product.steps.map(([beginRange, endRange, usd], at) => {
    const rateCode = `${offer}.${at === 0 ? RATE : hashOf(`${sku} ${at}`, 10)}`;
    const description = `${LABEL} $${usd} per ${product.unit}, ${beginRange} to ${endRange}`;
    const pricePerUnit = { USD: tenPlaces(usd) };
    return [
      rateCode,
      {
        unit: product.unit,
        endRange,
        description,
        appliesTo: [],
        rateCode,
        beginRange,
        pricePerUnit,
      },
    ];
  });
  return JSON.stringify({
    product: {
      productFamily: product.family,
      attributes: { servicecode: product.serviceCode, ...product.attributes },
      sku,
    },
    serviceCode: product.serviceCode,
    terms: {
      OnDemand: {
        [offer]: {
          priceDimensions: Object.fromEntries(dimensions),
          sku,
          effectiveDate: publicationDate,
          offerTermCode: OFFER_TERM,
          termAttributes: {},
        },
      },
    },
    version,
    publicationDate,
  });
}

/** Sixteen letters and digits, the same for the same product. */
function skuOf({ serviceCode, attributes }: Product): string {
  return hashOf(`${serviceCode} ${JSON.stringify(attributes)}`, 16);
}

function hashOf(text: string, letters: number): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return BigInt(`0x${hex}`).toString(36).toUpperCase().slice(0, letters);
}

/** The Price List writes ten digits behind the point. */
function tenPlaces(usd: string): string {
  const [whole = "0", fraction = ""] = usd.split(".");
  return `${whole}.${fraction.padEnd(10, "0")}`;
}
