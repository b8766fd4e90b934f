import type { AvailabilityZone, Region } from "@aws-sdk/client-ec2";
import type { Atlas, AwsPlace } from "../../places/atlas.ts";

/** The Regions of AWS and their zones, as one account sees them. */
export interface RegionList {
  readonly regions: readonly Region[];
  readonly zones: readonly AvailabilityZone[];
}

/** Regions that every account has: those opened before 20 March 2019. */
const ALWAYS_OPEN: ReadonlySet<string> = new Set([
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
]);

/** Zones of Regions that have others than a, b and c. Which letters there are, differs by account. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ["ap-northeast-1", "acd"],
  ["ap-northeast-2", "abcd"],
  ["ca-central-1", "abd"],
  ["us-east-1", "abcdef"],
  ["us-west-1", "ac"],
  ["us-west-2", "abcd"],
]);
const USUAL_LETTERS = "abc";

const AREAS: ReadonlyMap<string, string> = new Map([
  ["af", "Africa"],
  ["ap", "Asia Pacific"],
  ["ca", "Canada"],
  ["eu", "Europe"],
  ["il", "Israel"],
  ["me", "Middle East"],
  ["mx", "Mexico"],
  ["sa", "South America"],
  ["us-east", "US East"],
  ["us-west", "US West"],
]);

const SHORT_DIRECTIONS: readonly (readonly [RegExp, string])[] = [
  [/north/, "n"],
  [/south/, "s"],
  [/east/, "e"],
  [/west/, "w"],
  [/central/, "c"],
];

/**
 * All Regions, and their Availability Zones and Local Zones.
 * @param used Codes of Regions and Local Zones that the account has something in: it has opted in to
 * these, and to no others that have to be opted in to.
 */
export function regionList(
  { places }: Pick<Atlas, "places">,
  used: ReadonlySet<string>,
): RegionList {
  const all = [...places.values()];
  const regions = all.filter(({ kind }) => kind === "region");
  const localZones = all.filter(({ kind }) => kind === "local-zone");
  const groups = new Set([...used].map(groupOf));
  return {
    regions: regions.map((region) => regionOf(region, used)),
    zones: [
      ...regions.flatMap(availabilityZonesOf),
      ...localZones.map((zone) => localZoneOf(zone, groups.has(groupOf(zone.code)))),
    ],
  };
}

/** `usw2` of us-west-2: how the ids of its zones begin. */
function shortRegion(code: string): string {
  const [area = "", direction = "", number = ""] = code.split("-");
  const short = SHORT_DIRECTIONS.map(([whole, letter]) => (whole.test(direction) ? letter : ""));
  return `${area}${short.join("")}${number}`;
}

function regionOf({ code, country }: AwsPlace, used: ReadonlySet<string>): Region {
  return {
    RegionName: code,
    Endpoint: `ec2.${code}.amazonaws.com`,
    OptInStatus: ALWAYS_OPEN.has(code)
      ? "opt-in-not-required"
      : used.has(code)
        ? "opted-in"
        : "not-opted-in",
    Geography: [{ Name: countryName(country) }],
  };
}

function availabilityZonesOf(region: AwsPlace): AvailabilityZone[] {
  const { code } = region;
  return [...(LETTERS.get(code) ?? USUAL_LETTERS)].map((letter, at) => ({
    RegionName: code,
    ZoneName: `${code}${letter}`,
    ZoneId: `${shortRegion(code)}-az${at + 1}`,
    ZoneType: "availability-zone",
    GroupName: `${code}-zg-${at + 1}`,
    GroupLongName: `${longName(region)} ${at + 1}`,
    NetworkBorderGroup: code,
    OptInStatus: "opt-in-not-required",
    State: "available",
    Messages: [],
    Geography: [{ Name: countryName(region.country) }],
  }));
}

function localZoneOf(zone: AwsPlace, isOptedIn: boolean): AvailabilityZone {
  const parent = zone.parentRegion ?? "";
  const group = groupOf(zone.code);
  const [city = "", number = ""] = group.slice(parent.length + 1).split("-");
  const letter = zone.code.charCodeAt(zone.code.length - 1) - "a".charCodeAt(0);
  const parentLetter = (LETTERS.get(parent) ?? USUAL_LETTERS).charAt(0);
  return {
    RegionName: parent,
    ZoneName: zone.code,
    ZoneId: `${shortRegion(parent)}-${city}${number}-az${letter + 1}`,
    ZoneType: "local-zone",
    GroupName: group,
    GroupLongName: longName(zone),
    NetworkBorderGroup: group,
    ParentZoneName: `${parent}${parentLetter}`,
    ParentZoneId: `${shortRegion(parent)}-az1`,
    OptInStatus: isOptedIn ? "opted-in" : "not-opted-in",
    State: "available",
    Messages: [],
    Geography: [{ Name: countryName(zone.country) }],
  };
}

/** A Local Zone without its letter: what is opted in to. */
function groupOf(code: string): string {
  return code.replace(/[a-z]$/, "");
}

function longName({ code, city }: AwsPlace): string {
  const [area = "", direction = ""] = code.split("-");
  return `${AREAS.get(area) ?? AREAS.get(`${area}-${direction}`) ?? area} (${city})`;
}

function countryName(code: string): string {
  return new Intl.DisplayNames("en", { type: "region" }).of(code) ?? code;
}
