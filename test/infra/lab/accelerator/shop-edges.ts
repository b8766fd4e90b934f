import { EdgePlane } from "../../../../infra/lab/accelerator/edge-plane.ts";
import { AcceleratorStore } from "../../../../infra/lab/aws/global-accelerator/store.ts";
import { seedAccelerator } from "../../../../infra/lab/cloud/seed-accelerator.ts";
import { worldResources } from "../../../../infra/lab/cloud/world-resources.ts";
import type { Atlas } from "../../../../infra/lab/places/atlas.ts";
import type { World } from "../../../../infra/lab/world/world.ts";
import { simulatedClock } from "../health/simulated-clock.ts";

export const SHOP_PORT = 80;

/** The edges of a world with the accelerator of its service, while all is well and time stands still. */
export function shopEdges(world: World, atlas: Atlas): EdgePlane {
  const clock = simulatedClock();
  const edges = new EdgePlane({
    world,
    atlas,
    clock,
    random: () => 0,
    network: world.checkerNetwork,
    resources: worldResources(world, () => true),
    probe: () => Promise.resolve({ ok: true, reason: "", tookLabMs: 0 }),
    doors: { lead: () => undefined, show: () => Promise.resolve() },
    serverAt: (at) => at,
  });
  const store = new AcceleratorStore({ clock, deployAfterMs: 0, plane: edges });
  seedAccelerator(world, SHOP_PORT, clock.nowMs(), store);
  return edges;
}
