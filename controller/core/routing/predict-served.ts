import type { AcceleratorSpec } from "../../contract/aws/accelerator-spec.ts";
import { hostOf, portOf } from "../url/url-parts.ts";
import { accelerate } from "./accelerate.ts";
import { answerName } from "./answer-name.ts";
import type { Answer, Asker, NoAnswer, NotKnown, Trail } from "./asker.ts";
import type { EndpointBook } from "./endpoint-book.ts";
import { isAddress } from "./is-address.ts";
import type { RoutingWorld } from "./routing-world.ts";
import { certainly, merged, type Spread, thence } from "./spread.ts";

/** Who serves a client: an endpoint, something that belongs to none (`other`), nobody, or not known. */
export type Served =
  | { readonly kind: "endpoint"; readonly endpoint: string }
  | { readonly kind: "other"; readonly what: string }
  | NoAnswer
  | NotKnown;

/** Where clients knock. */
export interface Door {
  /** Name or address. */
  readonly host: string;
  readonly port: number;
}

/** The door that an http or https address leads to, or another name at its port. */
export function doorAt(url: string, name?: string): Door {
  return { host: name ?? hostOf(url), port: portOf(url) };
}

/** How a client gets to who serves it. */
export interface Way {
  /** `accelerator` where one takes the client in, whatever name led there. */
  readonly entry: "dns" | "accelerator";
  readonly served: Served;
  /** Address, name or id that was arrived at; null where nothing was. */
  readonly at: string | null;
  /** Record sets that led there; none for whoever knows the address. */
  readonly trail: Trail;
}

/** Who serves a client that knocks at a door, by the model of routing: each with its probability. */
export function predictServed(
  world: RoutingWorld,
  book: EndpointBook,
  door: Door,
  asker: Asker,
): Spread<Served> {
  const served = predictWays(world, book, door, asker).map(({ probability, item }) => ({
    probability,
    item: item.served,
  }));
  return merged(served, servedKey);
}

/** The ways that lead there; those that end alike stand each for itself. */
export function predictWays(
  world: RoutingWorld,
  book: EndpointBook,
  door: Door,
  asker: Asker,
): Spread<Way> {
  const answers: Spread<Answer> = isAddress(door.host)
    ? certainly({ kind: "value", value: door.host, trail: [] })
    : answerName(world, door.host, asker);
  return thence<Answer, Way>(answers, (answer) => {
    if (answer.kind === "none" || answer.kind === "unknown") {
      return certainly<Way>({ entry: "dns", served: answer, at: null, trail: [] });
    }
    const key = answer.kind === "value" ? answer.value : answer.dnsName;
    return behind({ world, book, port: door.port, asker }, key, answer.trail);
  });
}

/** One text for each who may serve; reasons tell nobody apart. */
export function servedKey(served: Served): string {
  if (served.kind === "endpoint") return `endpoint ${served.endpoint}`;
  return served.kind === "other" ? `other ${served.what}` : served.kind;
}

interface Arrival {
  readonly world: RoutingWorld;
  readonly book: EndpointBook;
  readonly port: number;
  readonly asker: Asker;
}

function behind(arrival: Arrival, key: string, trail: Trail): Spread<Way> {
  const { world, book } = arrival;
  const accelerator = world.acceleratorAt(key);
  if (accelerator === undefined) {
    return certainly({ entry: "dns", served: inBook(book, key), at: key, trail });
  }
  const entry = "accelerator" as const;
  return taken(arrival, accelerator).map(({ probability, item }) => ({
    probability,
    item:
      typeof item === "string"
        ? { entry, served: inBook(book, item), at: item, trail }
        : { entry, served: item, at: key, trail },
  }));
}

function inBook(book: EndpointBook, key: string): Served {
  const endpoint = book.get(key);
  return endpoint === undefined ? { kind: "other", what: key } : { kind: "endpoint", endpoint };
}

/** Ids of the endpoints that an accelerator hands a client on to. */
function taken(
  { world, port, asker }: Arrival,
  accelerator: AcceleratorSpec,
): Spread<string | NoAnswer | NotKnown> {
  const { name, enabled, listeners } = accelerator;
  if (!enabled) return certainly({ kind: "none", reason: `accelerator ${name} is switched off` });
  const listener = listeners.find(({ portRanges }) =>
    portRanges.some(({ fromPort, toPort }) => fromPort <= port && port <= toPort),
  );
  if (listener === undefined) {
    return certainly({
      kind: "none",
      reason: `accelerator ${name} has no listener at port ${port}`,
    });
  }
  const placed = listener.endpointGroups.map((group) => ({
    group,
    far: world.catchment(asker, group.region) ?? world.latency(asker, group.region),
  }));
  const unplaced = placed.find(({ far }) => far === undefined);
  if (unplaced !== undefined && placed.length > 1) {
    const reason = `it is not known how far they are from ${unplaced.group.region}`;
    return certainly({ kind: "unknown", reason });
  }
  placed.sort((a, b) => (a.far ?? 0) - (b.far ?? 0));
  const chosen = accelerate(
    placed.map(({ group }) => group),
    world.isResourceUp,
  );
  if (chosen.length > 0) return chosen;
  return certainly({ kind: "none", reason: `accelerator ${name} has no endpoints` });
}
