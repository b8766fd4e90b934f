import {
  type GeoProximityLocation,
  type ResourceRecordSet,
  ResourceRecordSetFailover,
  ResourceRecordSetRegion,
} from "@aws-sdk/client-route-53";

type Check = (set: ResourceRecordSet) => string | undefined;

const CHECKS: readonly Check[] = [
  ({ Weight }) => outside("Weight", Weight, 0, 255),
  ({ Region }) => notOneOf("Region", Region, Object.values(ResourceRecordSetRegion)),
  ({ Failover }) => notOneOf("Failover", Failover, Object.values(ResourceRecordSetFailover)),
  ({ GeoLocation }) => GeoLocation && geoLocation(GeoLocation),
  ({ GeoProximityLocation }) => GeoProximityLocation && geoProximity(GeoProximityLocation),
  ({ CidrRoutingConfig }) =>
    CidrRoutingConfig &&
    malformed("LocationName", CidrRoutingConfig.LocationName ?? "", /^[0-9A-Za-z_\-*]{1,16}$/),
  ({ MultiValueAnswer }) =>
    MultiValueAnswer === false ? "MultiValueAnswer must be true or be left out" : undefined,
  ({ SetIdentifier }) =>
    SetIdentifier && outside("length of SetIdentifier", SetIdentifier.length, 1, 128),
  ({ TTL }) => outside("TTL", TTL, 0, 2_147_483_647),
];

/** What is wrong with the values of the policy's own fields and of the TTL, or undefined. */
export function wrongPolicyField(set: ResourceRecordSet): string | undefined {
  for (const check of CHECKS) {
    const wrong = check(set);
    if (wrong) return wrong;
  }
  return undefined;
}

function geoLocation(geo: NonNullable<ResourceRecordSet["GeoLocation"]>): string | undefined {
  const { ContinentCode, CountryCode, SubdivisionCode } = geo;
  if ((ContinentCode === undefined) === (CountryCode === undefined)) {
    return "GeoLocation needs exactly one of ContinentCode and CountryCode";
  }
  if (SubdivisionCode !== undefined && CountryCode === undefined) {
    return "GeoLocation with a SubdivisionCode needs the CountryCode";
  }
  return (
    notOneOf("ContinentCode", ContinentCode, ["AF", "AN", "AS", "EU", "OC", "NA", "SA"]) ??
    malformed("CountryCode", CountryCode, /^([A-Z]{2}|\*)$/) ??
    malformed("SubdivisionCode", SubdivisionCode, /^[A-Z0-9]{1,3}$/)
  );
}

function geoProximity(place: GeoProximityLocation): string | undefined {
  const { AWSRegion, LocalZoneGroup, Coordinates, Bias } = place;
  const named = [AWSRegion, LocalZoneGroup, Coordinates].filter((each) => each !== undefined);
  if (named.length !== 1) {
    return "GeoProximityLocation needs exactly one of AWSRegion, LocalZoneGroup and Coordinates";
  }
  return (
    outside("Bias", Bias, -99, 99) ??
    coordinate("Latitude", Coordinates?.Latitude, /^[-+]?\d{1,2}(\.\d{0,2})?$/, 90) ??
    coordinate("Longitude", Coordinates?.Longitude, /^[-+]?\d{1,3}(\.\d{0,2})?$/, 180)
  );
}

function coordinate(field: string, text: string | undefined, form: RegExp, most: number) {
  if (text === undefined) return undefined;
  return malformed(field, text, form) ?? outside(field, Number(text), -most, most);
}

function outside(field: string, value: number | undefined, least: number, most: number) {
  if (value === undefined || (value >= least && value <= most)) return undefined;
  return `${field} must lie between ${least} and ${most}, but is ${value}`;
}

function notOneOf(field: string, value: string | undefined, known: readonly string[]) {
  if (value === undefined || known.includes(value)) return undefined;
  return `${field} must satisfy enum value set: [${known.join(", ")}], but is ${value}`;
}

function malformed(field: string, value: string | undefined, form: RegExp) {
  if (value === undefined || form.test(value)) return undefined;
  return `${field} must satisfy regular expression pattern: ${form.source}, but is '${value}'`;
}
