import places from "./data/aws-places.json" with { type: "json" };
import continents from "./data/continents.json" with { type: "json" };
import type { Spot } from "./distance.ts";

export interface AwsPlace extends Spot {
  /** ISO 3166-1, two letters. */
  readonly country: string;
}

const PLACES = new Map<string, AwsPlace>(Object.entries(places.places));

/** Where a Region or Local Zone is, by its code. A group of Local Zones is where its first zone is. */
export function awsPlace(code: string): AwsPlace | undefined {
  return PLACES.get(code) ?? PLACES.get(`${code}a`);
}

/** Every Region and Local Zone that is known, by its code. */
export function awsPlaces(): ReadonlyMap<string, AwsPlace> {
  return PLACES;
}

/** `us-west-2-lax-1` is a Local Zone of us-west-2, `eu-west-1a` a zone of eu-west-1. */
export function regionOf(place: string): string {
  return /^[a-z]{2}(?:-[a-z]+)+-\d/.exec(place)?.[0] ?? place;
}

const CONTINENTS = new Map(
  Object.entries(continents).flatMap(([continent, countries]) =>
    countries.split(" ").map((country): [string, string] => [country, continent]),
  ),
);

/** The continent, as Route 53 writes it, that a country belongs to. */
export function continentOf(countryCode: string): string | undefined {
  return CONTINENTS.get(countryCode);
}
