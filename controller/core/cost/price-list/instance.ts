import { placeOf } from "./place-of.ts";
import { type Attributes, type Selector, same } from "./quote.ts";

const HOURS = /^(hrs?|hours?)$/i;
const BOX = /(?:^|-)BoxUsage:([a-z0-9-]+\.[a-z0-9-]+)$/i;
const ADDRESS = /(?:^|-)PublicIPv4:(?:InUse|Idle)Address$/i;

/** What an ordinary Linux instance says of itself. */
const PLAIN = {
  operatingSystem: "Linux",
  tenancy: "Shared",
  preInstalledSw: "NA",
  capacitystatus: "Used",
} as const;

/** Products of `AmazonEC2`: ordinary Linux instances on demand, in Regions and Local Zones. */
export const selectInstance: Selector = (attributes) => {
  const type = BOX.exec(attributes("usagetype"))?.[1]?.toLowerCase();
  if (type === undefined || !isPlain(attributes)) return null;
  const place = placeOf(attributes, "regionCode", "location");
  if (typeof place !== "string") return place;
  return {
    id: `ec2.${type}.${place}`,
    label: `${type} in ${place}`,
    unit: "hour",
    per: 1,
    units: HOURS,
  };
};

/** Products of `AmazonVPC`: public IPv4 addresses, in use or idle. */
export const selectAddress: Selector = (attributes) =>
  ADDRESS.test(attributes("usagetype"))
    ? {
        id: "vpc.public-ipv4",
        label: "Public IPv4 addresses",
        unit: "hour",
        per: 1,
        units: HOURS,
        note: "In use or idle, in all Regions that were read.",
      }
    : null;

function isPlain(attributes: Attributes): boolean {
  const type = attributes("locationType");
  const isCommon = same(type, "AWS Region") || same(type, "AWS Local Zone");
  const wanted = Object.entries(PLAIN);
  return isCommon && wanted.every(([name, value]) => same(attributes(name), value));
}
