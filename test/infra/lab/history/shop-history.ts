import type { Truth } from "../../../../infra/lab/announcement.ts";
import { simulateHistory } from "../../../../infra/lab/history/simulate-history.ts";
import { truthOf } from "../../../../infra/lab/truth.ts";
import type { World } from "../../../../infra/lab/world/world.ts";
import { SHOP_PORT, shopEdges } from "../accelerator/shop-edges.ts";
import { shopNames } from "../dns/shop-names.ts";
import { atlas, shopWorld } from "../small-world.ts";

/** The true medians of a world as it begins. */
export function beginningTruth(world: World): Truth[] {
  const edges = shopEdges(world, atlas);
  const names = shopNames(world, atlas);
  const truth = truthOf(world, atlas, { names, edges, httpPort: SHOP_PORT });
  edges.close();
  return truth;
}

export const NOON = Date.UTC(2026, 10, 30, 12);

/** The shop, what is true in it, and the 14 days before a noon. */
export function shopHistory() {
  const world = shopWorld();
  const truth = beginningTruth(world);
  return { world, truth, history: simulateHistory(world, atlas, truth, NOON) };
}
