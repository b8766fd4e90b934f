import type { AwsPlace } from "./atlas.ts";

/** States of the cities of the United States in which AWS has Regions and Local Zones. */
const STATES: readonly (readonly [string, string])[] = [
  ["Ashburn", "VA"],
  ["Atlanta", "GA"],
  ["Boardman", "OR"],
  ["Boston", "MA"],
  ["Chicago", "IL"],
  ["Columbus", "OH"],
  ["Dallas", "TX"],
  ["Denver", "CO"],
  ["Honolulu", "HI"],
  ["Houston", "TX"],
  ["Kansas City", "MO"],
  ["Las Vegas", "NV"],
  ["Los Angeles", "CA"],
  ["Miami", "FL"],
  ["Minneapolis", "MN"],
  ["New York", "NY"],
  ["Philadelphia", "PA"],
  ["Phoenix", "AZ"],
  ["Portland", "OR"],
  ["San Jose", "CA"],
  ["Seattle", "WA"],
];

/** Code of the state that a place lies in; undefined outside of the United States. */
export function stateOf(place: AwsPlace | undefined): string | undefined {
  if (place?.country !== "US") return undefined;
  return STATES.find(([city]) => place.city.startsWith(city))?.[1];
}
