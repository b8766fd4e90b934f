import type { RoutingDesign } from "../../../controller/contract/aws/routing-design.ts";
import { canonicalDesign } from "../../../controller/core/routing/canonical.ts";
import { askerOf } from "../../../controller/core/routing/predict-group.ts";
import { doorAt, predictWays } from "../../../controller/core/routing/predict-served.ts";
import { routingWorld } from "../../../controller/core/routing/routing-world.ts";
import { serviceBook } from "../../../controller/core/routing/service-book.ts";
import { awsTable } from "../generate/aws-table.ts";
import type { TruePart } from "../generate/true-users.ts";
import type { TrueGroup, World } from "../generate/world.ts";

/** What a group truly has, part by part; empty where nobody serves it. */
export type TrueRouting = ReadonlyMap<string, readonly TruePart[]>;

interface ServedPart extends TruePart {
  readonly endpoint: string;
}

/**
 * Who serves whom in a design. Route 53 and the accelerator of simulated worlds go by the rules of the model
 * of routing, and by a table of their own.
 */
export function trueRouting(
  world: World,
  design: RoutingDesign,
): ReadonlyMap<string, readonly ServedPart[]> {
  const routing = routingWorld(canonicalDesign(design), { latency: awsTable });
  const book = serviceBook(world.service, null);
  const door = doorAt(world.service.dns?.url ?? "");
  return new Map(
    world.groups.map((group) => {
      const vantage = world.vantages.find(({ id }) => id === group.vantage);
      if (vantage === undefined) throw new Error(`${group.vantage} is no vantage of the world`);
      const ways = predictWays(routing, book, door, askerOf(vantage, group.id.toUpperCase()));
      const parts = ways.flatMap(({ probability, item }): ServedPart[] => {
        if (item.served.kind !== "endpoint") return [];
        const { endpoint } = item.served;
        const path = pathBy(group, item.entry, endpoint);
        return path ? [{ share: group.share * probability, path, endpoint }] : [];
      });
      return [group.id, parts];
    }),
  );
}

function pathBy(group: TrueGroup, entry: "dns" | "accelerator", endpoint: string) {
  return (entry === "dns" ? group.direct : group.accelerated).get(endpoint);
}
