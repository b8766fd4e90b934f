import { PriceListRegion } from "../contract/aws-settings.ts";

/** Of the geographies that Region codes begin with; all others are nearest to us-east-1. */
const NEAREST: Readonly<Record<string, PriceListRegion>> = {
  af: "eu-central-1",
  eu: "eu-central-1",
  il: "eu-central-1",
  me: "ap-south-1",
  ap: "ap-south-1",
};

/**
 * Where to ask for prices, the first first: the Region that is set, else the nearest; the others stand
 * in where it cannot be reached.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/billing.html
 */
export function priceRegions(home: string, set: PriceListRegion | undefined): PriceListRegion[] {
  const first = set ?? NEAREST[home.split("-")[0] ?? ""] ?? "us-east-1";
  return [first, ...PriceListRegion.options.filter((region) => region !== first)];
}
