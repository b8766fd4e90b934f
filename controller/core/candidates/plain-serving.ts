import { canonicalDesign } from "../routing/canonical.ts";
import { endpointBook } from "../routing/endpoint-book.ts";
import { canonicalName } from "../routing/names.ts";
import { predictGroup } from "../routing/predict-group.ts";
import { routingWorld } from "../routing/routing-world.ts";
import { hostOf } from "../url/url-parts.ts";
import { type Draft, designOf } from "./draft.ts";
import type { Ground, PlannedEndpoint, PlannedGroup } from "./ground.ts";
import type { Knowledge } from "./knowledge.ts";
import { latencyDraft } from "./plain-policies.ts";
import { TRIED_SETTINGS } from "./settings.ts";

/** Endpoint → part of a group that it serves; what is missing to 1 nobody serves, or it is not known who. */
export type Serving = ReadonlyMap<string, number>;

type Asking = Pick<Knowledge, "askersOf" | "latency">;

/** Who serves each of some groups by the names of a draft while all is well, by the model of routing. */
export function servingOf(
  ground: Ground,
  knowledge: Asking,
  groups: readonly PlannedGroup[],
  draft: Draft,
): ReadonlyMap<string, Serving> {
  const design = canonicalDesign(designOf(ground, TRIED_SETTINGS[0], draft));
  const world = routingWorld(design, { latency: knowledge.latency });
  const book = endpointBook(
    ground.endpoints.map(({ id, url, addresses }) => ({
      endpoint: id,
      keys: [...addresses, canonicalName(hostOf(url))],
    })),
    [],
  );
  const door = { host: ground.name, port: ground.port };
  return new Map(
    groups.map(({ id }) => {
      const served = predictGroup(world, book, door, knowledge.askersOf(id));
      const shares = served.flatMap(({ probability, item }): [string, number][] =>
        item.kind === "endpoint" ? [[item.endpoint, probability]] : [],
      );
      return [id, new Map(shares)];
    }),
  );
}

/** The same for latency routing over some endpoints, which takes no decision of its own. */
export function plainServing(
  ground: Ground,
  knowledge: Asking,
  groups: readonly PlannedGroup[],
  endpoints: readonly PlannedEndpoint[],
): ReadonlyMap<string, Serving> {
  const own = { ...ground, endpoints };
  return servingOf(own, knowledge, groups, latencyDraft(own, TRIED_SETTINGS[0].ttlS));
}
