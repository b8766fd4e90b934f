import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { PlacedVantage, Service } from "../../contract/estate.ts";
import type { PathHistory } from "../../contract/path-history.ts";
import { canonicalDesign } from "../routing/canonical.ts";
import { askerOf } from "../routing/predict-group.ts";
import { doorAt, predictServed } from "../routing/predict-served.ts";
import { type RoutingWorld, routingWorld } from "../routing/routing-world.ts";
import { serviceBook } from "../routing/service-book.ts";

/** A service, and the design that leads its users; null where that is not known. */
export interface Led {
  readonly service: Service;
  readonly design: RoutingDesign | null;
}

/** Histories after a change of routing, and of how many the times had to be taken from another way. */
export interface Rerouted {
  readonly histories: readonly PathHistory[];
  readonly replaced: number;
  readonly dropped: number;
}

/**
 * What ways in that choose the endpoint show once they choose otherwise. Where the model leads a vantage
 * on as before, and to an endpoint that is left, what it measured holds. Where not, it gets what was measured of the same way pinned to
 * the new endpoint, or straight to it; and nothing where that is not known.
 *
 * @param histories of the service before, with those of added endpoints, without those of removed ones
 */
export function reroutedHistories(
  histories: readonly PathHistory[],
  vantages: readonly PlacedVantage[],
  before: Led,
  after: Led,
): Rerouted {
  const [was, becomes] = [chooser(before, vantages), chooser(after, vantages)];
  const paths = new Map(histories.map((each) => [keyOf(each), each]));
  let replaced = 0;
  let dropped = 0;
  const kept = histories.flatMap((history): PathHistory[] => {
    const { vantage, entry, endpoint } = history;
    if (endpoint !== null || entry === "direct") return [history];
    const served = servedMost(history);
    const next = becomes(vantage, entry);
    // What was measured outdoes the model, as long as the model says the same of both.
    const holds = was(vantage, entry) === next && isLeft(after, served ?? next);
    if (holds || (next !== null && next === served)) return [history];
    const other = next === null ? undefined : wayTo(paths, { vantage, entry, endpoint: next });
    if (other === undefined) {
      dropped += 1;
      return [];
    }
    replaced += 1;
    const basis = other.basis === "modelled" ? "modelled" : "measured_elsewhere";
    return [{ ...other, entry, endpoint: null, basis }];
  });
  return { histories: kept, replaced, dropped };
}

/** The way in pinned to an endpoint; straight to it is as good where the name only tells the address. */
function wayTo(paths: ReadonlyMap<string, PathHistory>, way: Way): PathHistory | undefined {
  const pinned = paths.get(keyOf(way));
  if (pinned !== undefined || way.entry === "accelerator") return pinned;
  return paths.get(keyOf({ ...way, entry: "direct" }));
}

type Way = Pick<PathHistory, "vantage" | "entry" | "endpoint">;

function keyOf({ vantage, entry, endpoint }: Way): string {
  return `${vantage} ${entry} ${endpoint ?? "*"}`;
}

function isLeft({ service }: Led, endpoint: string | null): boolean {
  return service.endpoints.some(({ id }) => id === endpoint);
}

function servedMost({ days }: PathHistory): string | null {
  const counts = new Map<string, number>();
  for (const { servedBy } of days) {
    for (const [who, count] of Object.entries(servedBy)) {
      counts.set(who, (counts.get(who) ?? 0) + count);
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

/** Whom the model leads a vantage to for the most part; null where it cannot tell. */
function chooser(
  { service, design }: Led,
  vantages: readonly PlacedVantage[],
): (vantage: string, entry: "dns" | "accelerator") => string | null {
  if (design === null) return () => null;
  const world: RoutingWorld = routingWorld(canonicalDesign(design));
  const book = serviceBook(service, null);
  const placed = new Map(vantages.map((vantage) => [vantage.id, vantage]));
  return (id, entry) => {
    const vantage = placed.get(id);
    const way = service[entry];
    if (vantage === undefined || way === undefined) return null;
    const door = doorAt(way.url, "name" in way ? way.name : undefined);
    const [most] = predictServed(world, book, door, askerOf(vantage));
    return most?.item.kind === "endpoint" && most.probability > 0.5 ? most.item.endpoint : null;
  };
}
