import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { Service } from "../../contract/estate.ts";
import type { Asker } from "../routing/asker.ts";
import { byDistance, type LatencyTable } from "../routing/latency-table.ts";
import { regionOf } from "../routing/places.ts";
import type { Audience } from "./audience.ts";
import type { EvidenceBook } from "./evidence-book.ts";

/** Who answers more than this part of a vantage's connections is the nearest as the accelerator sees it. */
const MOST = 0.5;
/** Nearer than any distance. */
const NEAREST = -1;

/**
 * Which Region an accelerator takes for the nearest to each asker, by who served the vantage through
 * it. Dials below 100 % push clients on to farther Regions, so while one stands so, this says nothing.
 */
export function observedCatchment(
  { endpoints }: Pick<Service, "endpoints">,
  audiences: readonly Audience[],
  book: EvidenceBook,
  live: RoutingDesign | null,
): LatencyTable {
  const groups = (live?.accelerators ?? [])
    .flatMap(({ listeners }) => listeners)
    .flatMap(({ endpointGroups }) => endpointGroups);
  if (groups.some(({ dialPercent }) => dialPercent < 100)) return () => undefined;
  const regions = new Map(endpoints.map(({ id, place }) => [id, regionOf(place)]));
  const nearest = new Map<Asker, string>();
  for (const { vantage, asker } of audiences.flatMap(({ listeners }) => listeners)) {
    const region = regions.get(mostlyServedBy(book, vantage) ?? "");
    if (region !== undefined) nearest.set(asker, region);
  }
  return (asker, region) => (nearest.get(asker) === region ? NEAREST : undefined);
}

function mostlyServedBy(book: EvidenceBook, vantage: string): string | null {
  const answers = new Map<string, number>();
  let all = 0;
  for (const { servedBy } of book.chosenBy(vantage, "accelerator")?.days ?? []) {
    for (const [who, count] of Object.entries(servedBy)) {
      answers.set(who, (answers.get(who) ?? 0) + count);
      all += count;
    }
  }
  return [...answers].find(([, count]) => count > MOST * all)?.[0] ?? null;
}

/** Distances that are worked out once for each asker and Region. */
export function rememberedDistances(table: LatencyTable = byDistance): LatencyTable {
  const known = new Map<Asker, Map<string, number | undefined>>();
  return (asker, region) => {
    const own = known.get(asker) ?? new Map<string, number | undefined>();
    known.set(asker, own);
    if (!own.has(region)) own.set(region, table(asker, region));
    return own.get(region);
  };
}
