import type { PlacedVantage, Service } from "../../contract/estate.ts";
import type { PlacementAdvice, SiteKind } from "../../contract/placement.ts";
import { awsPlace, awsPlaces, regionOf } from "../routing/places.ts";
import { countedText } from "../wording/count.ts";
import type { PlacementInput, Target } from "./placement-input.ts";

/** A place where a further endpoint might stand. */
export interface Site extends Target {
  readonly kind: SiteKind;
}

/** Places that are looked at, and those that are not. */
export interface CandidateSites {
  readonly sites: readonly Site[];
  readonly excluded: PlacementAdvice["excluded"];
}

/** Accounts of China and of GovCloud are others, with no way from one to the other. */
const PARTITIONS = /^(cn|us-gov|us-iso\w*|eu-isoe)-/;

/** The places of the kinds asked for in which no endpoint stands yet. */
export function candidateSites({
  service,
  vantages,
  asked,
}: Pick<PlacementInput, "service" | "vantages" | "asked">): CandidateSites {
  const known = [...placesOfAws(service), ...outpostsOf(vantages)];
  const wanted = known.filter(({ kind }) => asked.kinds.includes(kind));
  const taken = new Set(service.endpoints.map(({ place }) => place));
  const free = wanted.filter(({ place }) => !taken.has(place));
  const excluded: PlacementAdvice["excluded"] = [];
  const standing = wanted.filter(({ place }) => taken.has(place)).map(({ place }) => place);
  if (standing.length > 0) {
    excluded.push({ what: standing.join(", "), why: "an endpoint stands there already" });
  }
  if (asked.kinds.includes("outpost") && !known.some(({ kind }) => kind === "outpost")) {
    const why = "no vantage stands in one, so it is not known where yours are";
    excluded.push({ what: "Outposts", why });
  }
  if (asked.policy !== "accelerator") return { sites: free, excluded };
  const behind = free.filter(({ kind }) => kind === "region");
  const others = free.length - behind.length;
  if (others > 0) {
    const why = "an accelerator leads to endpoints in Regions only";
    excluded.push({
      what: countedText(others, "Local Zone or Outpost", "Local Zones and Outposts"),
      why,
    });
  }
  return { sites: behind, excluded };
}

function placesOfAws({ endpoints }: Pick<Service, "endpoints">): Site[] {
  const partition = partitionOf(endpoints[0]?.place ?? "");
  return [...awsPlaces()]
    .filter(([code]) => partitionOf(code) === partition)
    .map(([place, { latitude, longitude }]) => {
      const region = regionOf(place);
      const kind = region === place ? "region" : "local-zone";
      return { id: place, isEndpoint: false, kind, place, region, latitude, longitude };
    });
}

function partitionOf(place: string): string {
  return PARTITIONS.exec(place)?.[1] ?? "";
}

/** An Outpost is where its vantage stands, and belongs to the Region that this says. */
function outpostsOf(vantages: readonly PlacedVantage[]): Site[] {
  return vantages
    .filter(({ kind }) => kind === "outpost")
    .flatMap(({ id, parentRegion, latitude, longitude }): Site[] => {
      const region = parentRegion ?? regionOf(id);
      if (awsPlace(region) === undefined) return [];
      return [{ id, isEndpoint: false, kind: "outpost", place: id, region, latitude, longitude }];
    });
}
