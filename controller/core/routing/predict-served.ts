import type { AcceleratorSpec } from "../../contract/aws/accelerator-spec.ts";
import { hostOf, portOf } from "../url/url-parts.ts";
import { accelerate } from "./accelerate.ts";
import { isAcceleratorAt } from "./accelerator-at.ts";
import { answerName } from "./answer-name.ts";
import type { Answer, Asker, NoAnswer, NotKnown } from "./asker.ts";
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

/** Who serves a client that knocks at a door, by the model of routing: each with its probability. */
export function predictServed(
  world: RoutingWorld,
  book: EndpointBook,
  door: Door,
  asker: Asker,
): Spread<Served> {
  const answers: Spread<Answer> = isAddress(door.host)
    ? certainly({ kind: "value", value: door.host })
    : answerName(world, door.host, asker);
  const served = thence<Answer, Served>(answers, (answer) => {
    if (answer.kind === "value") return behind(world, book, answer.value, door.port, asker);
    if (answer.kind === "resource") return behind(world, book, answer.dnsName, door.port, asker);
    return certainly(answer);
  });
  return merged(served, servedKey);
}

/** One text for each who may serve; reasons tell nobody apart. */
export function servedKey(served: Served): string {
  if (served.kind === "endpoint") return `endpoint ${served.endpoint}`;
  return served.kind === "other" ? `other ${served.what}` : served.kind;
}

function behind(
  world: RoutingWorld,
  book: EndpointBook,
  key: string,
  port: number,
  asker: Asker,
): Spread<Served> {
  const accelerator = world.design.accelerators.find((each) => isAcceleratorAt(each, key));
  if (accelerator === undefined) return certainly(inBook(book, key));
  if (!accelerator.enabled) {
    return certainly({ kind: "none", reason: `accelerator ${accelerator.name} is switched off` });
  }
  return throughAccelerator(world, book, accelerator, port, asker);
}

function inBook(book: EndpointBook, key: string): Served {
  const endpoint = book.get(key);
  return endpoint === undefined ? { kind: "other", what: key } : { kind: "endpoint", endpoint };
}

function throughAccelerator(
  world: RoutingWorld,
  book: EndpointBook,
  accelerator: AcceleratorSpec,
  port: number,
  asker: Asker,
): Spread<Served> {
  const listener = accelerator.listeners.find(({ portRanges }) =>
    portRanges.some(({ fromPort, toPort }) => fromPort <= port && port <= toPort),
  );
  if (listener === undefined) {
    const reason = `accelerator ${accelerator.name} has no listener at port ${port}`;
    return certainly({ kind: "none", reason });
  }
  const placed = listener.endpointGroups.map((group) => ({
    group,
    far: world.latency(asker, group.region),
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
  if (chosen.length === 0) {
    return certainly({ kind: "none", reason: `accelerator ${accelerator.name} has no endpoints` });
  }
  return chosen.map(({ probability, item }) => ({ probability, item: inBook(book, item) }));
}
