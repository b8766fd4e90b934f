import type { Ground, PlannedEndpoint } from "../../../../controller/core/candidates/ground.ts";
import { checkIdOf } from "../../../../controller/core/candidates/health-checks.ts";
import type { Knowledge } from "../../../../controller/core/candidates/knowledge.ts";
import type { Candidate } from "../../../../controller/core/predict/candidate.ts";
import { endpointBook } from "../../../../controller/core/routing/endpoint-book.ts";
import { predictGroup } from "../../../../controller/core/routing/predict-group.ts";
import { routingWorld } from "../../../../controller/core/routing/routing-world.ts";
import { hostOf } from "../../../../controller/core/url/url-parts.ts";

/** Endpoints that serve a group by the model of routing, the likeliest first; else `none`, `unknown`, `other`. */
export function whoServes(
  ground: Ground,
  knowledge: Knowledge,
  candidate: Pick<Candidate, "design" | "door">,
  group: string,
  down: readonly PlannedEndpoint[] = [],
): string[] {
  const book = endpointBook(
    ground.endpoints.map(({ id, url, addresses, behindAccelerator }) => ({
      endpoint: id,
      keys: [
        ...addresses,
        `${hostOf(url)}.`,
        ...(behindAccelerator === null ? [] : [behindAccelerator]),
      ],
    })),
    [],
  );
  const world = routingWorld(candidate.design, {
    latency: knowledge.latency,
    downChecks: new Set(down.map(checkIdOf)),
    downResources: new Set(down.flatMap(({ behindAccelerator }) => behindAccelerator ?? [])),
  });
  return predictGroup(world, book, candidate.door, knowledge.askersOf(group)).map(({ item }) =>
    item.kind === "endpoint" ? item.endpoint : item.kind,
  );
}
