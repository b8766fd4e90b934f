import type { RoutingDesign } from "../../../controller/contract/aws/routing-design.ts";
import { canonicalDesign } from "../../../controller/core/routing/canonical.ts";
import { askerOf } from "../../../controller/core/routing/predict-group.ts";
import { doorAt, predictWays } from "../../../controller/core/routing/predict-served.ts";
import { routingWorld } from "../../../controller/core/routing/routing-world.ts";
import { serviceBook } from "../../../controller/core/routing/service-book.ts";
import type { TruePart } from "../generate/true-users.ts";
import type { TrueGroup, World } from "../generate/world.ts";

/** What a group truly has, part by part; empty where nobody serves it. */
export type TrueRouting = ReadonlyMap<string, readonly TruePart[]>;

/**
 * Who serves whom in a design. Route 53 and the accelerator of simulated worlds answer as the model of
 * routing says; how often AWS does is another question, which answers of AWS itself decide.
 */
export function trueRouting(world: World, design: RoutingDesign): TrueRouting {
  const routing = routingWorld(canonicalDesign(design));
  const book = serviceBook(world.service, null);
  const door = doorAt(world.service.dns?.url ?? "");
  return new Map(
    world.groups.map((group) => {
      const vantage = world.vantages.find(({ id }) => id === group.vantage);
      if (vantage === undefined) throw new Error(`${group.vantage} is no vantage of the world`);
      const ways = predictWays(routing, book, door, askerOf(vantage, group.id.toUpperCase()));
      const parts = ways.flatMap(({ probability, item }): TruePart[] => {
        const path =
          item.served.kind === "endpoint" && pathBy(group, item.entry, item.served.endpoint);
        return path ? [{ share: group.share * probability, path }] : [];
      });
      return [group.id, parts];
    }),
  );
}

function pathBy(group: TrueGroup, entry: "dns" | "accelerator", endpoint: string) {
  return (entry === "dns" ? group.direct : group.accelerated).get(endpoint);
}
