import type { ClientGroup } from "../../../contract/client-group.ts";
import type { Vantage } from "../../../contract/measured.ts";
import { EdgeGroup } from "../../../contract/price-book.ts";
import type { GroupCostBasis } from "../../../contract/service-cost.ts";
import table from "../data/edge-groups.json" with { type: "json" };
import { pricedPlace } from "../priced-place.ts";
import { nearestOf } from "./nearest.ts";

type Known = GroupCostBasis["edgeGroup"];

/** A vantage farther from every place of AWS than this says nothing about where its clients come in. */
const NEAR_KM = 1_200;

const countries: Readonly<Record<string, string>> = { ...table.derived, ...table.stated };
const countryOfPlace = new Map(
  table.places.map(({ code, country }) => [pricedPlace(code), country]),
);

/**
 * Group of edge locations that a client group comes in by, for the columns of Global Accelerator's
 * price table: as declared, else by its country, else by where all of its vantages stand.
 *
 * @see https://aws.amazon.com/global-accelerator/pricing/
 */
export function edgeGroupOf(
  group: Pick<ClientGroup, "edgeGroup" | "country">,
  vantages: readonly Vantage[],
): Known {
  if (group.edgeGroup !== undefined) {
    return { value: group.edgeGroup, basis: "declared", reason: "declared" };
  }
  if (group.country !== undefined) {
    const value = ofCountry(group.country);
    if (value === null) return unknown(`no row of the price table is known for ${group.country}`);
    return { value, basis: "country", reason: `${group.country} belongs to ${value}` };
  }
  return ofVantages(vantages);
}

function ofVantages(vantages: readonly Vantage[]): Known {
  const found = vantages.map((vantage) => {
    const country = countryOf(vantage);
    return { id: vantage.id, value: country === null ? null : ofCountry(country) };
  });
  const lost = found.filter(({ value }) => value === null).map(({ id }) => id);
  if (lost.length > 0) return unknown(`where ${lost.join(", ")} comes in is not known`);
  const groups = [...new Set(found.map(({ value }) => value))];
  const [value] = groups;
  if (value === undefined || value === null) return unknown("it has no vantage");
  if (groups.length > 1) return unknown(`its vantages come in by ${groups.join(" and ")}`);
  const ids = found.map(({ id }) => id).join(", ");
  return { value, basis: "vantages", reason: `where its vantages stand (${ids})` };
}

/** Of the Region or zone that it is named after or belongs to, else of the nearest place of AWS. */
function countryOf({ id, kind, parentRegion, latitude, longitude }: Vantage): string | null {
  const named = [id, ...(kind === "availability-zone" ? [parentRegion ?? ""] : [])];
  for (const place of named) {
    const country = countryOfPlace.get(pricedPlace(place));
    if (country !== undefined) return country;
  }
  const near = nearestOf({ latitude, longitude }, table.places);
  return near === null || near.km > NEAR_KM ? null : near.candidate.country;
}

function ofCountry(country: string): EdgeGroup | null {
  return EdgeGroup.safeParse(countries[country]).data ?? null;
}

function unknown(reason: string): Known {
  return { value: null, basis: "unknown", reason };
}
