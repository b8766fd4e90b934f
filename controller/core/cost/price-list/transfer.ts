import { placeOf } from "./place-of.ts";
import { type Attributes, type Refusal, type Selection, type Selector, same } from "./quote.ts";

const GIGABYTES = /^(gb|gigabytes?)$/i;
/** Without a prefix in us-east-1, with one elsewhere; `Global-…` are the free gigabytes. */
const TO_INTERNET = /^(?:(?!global-)[a-z0-9]+-)?datatransfer-out-bytes$/i;
const FREE = /^global-datatransfer-out-bytes$/i;

/** Name under which the free gigabytes of an account are read; no price of the book. */
export const FREE_TRANSFER = "data-transfer.free";

/** Products of `AWSDataTransfer`: out to the internet, and from one Region to another. */
export const selectTransfer: Selector = (attributes) => {
  const type = attributes("transferType");
  if (same(type, "AWS Outbound")) return toInternet(attributes);
  if (same(type, "InterRegion Outbound")) return betweenRegions(attributes);
  return null;
};

function toInternet(attributes: Attributes): Selection | Refusal | null {
  const usageType = attributes("usagetype");
  const common = { unit: "GB", per: 1, units: GIGABYTES } as const;
  if (FREE.test(usageType)) {
    return { ...common, id: FREE_TRANSFER, label: "Transfer out that is free", mayBeFree: true };
  }
  if (!TO_INTERNET.test(usageType) || !isCommon(attributes("fromLocationType"))) return null;
  const place = placeOf(attributes, "fromRegionCode", "fromLocation");
  if (typeof place !== "string") return place;
  return {
    ...common,
    id: `data-transfer.internet.${place}`,
    label: `Transfer out of ${place} to the internet`,
  };
}

function betweenRegions(attributes: Attributes): Selection | Refusal | null {
  const isRegion = (name: string) => same(attributes(name), "AWS Region");
  if (!isRegion("fromLocationType") || !isRegion("toLocationType")) return null;
  const from = placeOf(attributes, "fromRegionCode", "fromLocation");
  if (typeof from !== "string") return from;
  const to = placeOf(attributes, "toRegionCode", "toLocation");
  if (typeof to !== "string") return to;
  return {
    id: `data-transfer.region.${from}.${to}`,
    label: `Transfer from ${from} to ${to}`,
    unit: "GB",
    per: 1,
    units: GIGABYTES,
  };
}

/** Regions and Local Zones; Wavelength Zones are reached by a carrier alone. */
function isCommon(locationType: string): boolean {
  return same(locationType, "AWS Region") || same(locationType, "AWS Local Zone");
}
