import type { EdgeDoors } from "../accelerator/edge-doors.ts";
import { EdgePlane } from "../accelerator/edge-plane.ts";
import type { EndpointResources } from "../accelerator/endpoint-resources.ts";
import { ACCELERATOR_LIMITS } from "../accelerator/socket-monitor.ts";
import type { ApiService } from "../aws/api-service.ts";
import {
  createGlobalAccelerator,
  type GlobalAccelerator,
} from "../aws/global-accelerator/create-global-accelerator.ts";
import type { LabClock } from "../clock.ts";
import type { Random } from "../delay/random.ts";
import { type AliasTargets, anyTarget } from "../dns/alias-targets.ts";
import type { EndpointFaults } from "../faults/endpoint-faults.ts";
import { probeOnce } from "../health/probe-once.ts";
import { reachThrough } from "../health/reach.ts";
import type { Backstage } from "../http/routes.ts";
import type { Atlas } from "../places/atlas.ts";
import type { World } from "../world/world.ts";
import { acceleratorTargets } from "./accelerator-targets.ts";
import { MAIN_ACCOUNT, NETWORK_ACCOUNT } from "./accounts.ts";
import { seedAccelerator } from "./seed-accelerator.ts";
import { serverAt } from "./server-at.ts";
import { staticAddresses } from "./static-addresses.ts";
import { worldResources } from "./world-resources.ts";

/** UNCONFIRMED: how long a change is IN_PROGRESS, in lab time. AWS publishes no figure. */
const DEPLOY_AFTER_MS = 30_000;

/** What accelerators have in common with the world that they stand in. */
interface Surroundings {
  readonly clock: LabClock;
  readonly random: Random;
  readonly faults: EndpointFaults;
  readonly doors: EdgeDoors;
  readonly backstage: Backstage;
  /** The port that the endpoints are reached at. */
  readonly httpPort: number;
  readonly isLoadBalancerHealthy: EndpointResources["isLoadBalancerHealthy"];
}

/** Global Accelerator of both accounts, and the edges that carry it out. */
export interface Accelerators {
  readonly edges: EdgePlane;
  readonly main: ApiService;
  readonly network: ApiService;
  readonly targets: AliasTargets;
  close(): void;
}

/** Opens Global Accelerator; the accelerator of the world's service is in the main account. */
export function openAccelerators(
  world: World,
  atlas: Atlas,
  surroundings: Surroundings,
): Accelerators {
  const { clock, random, faults, doors, backstage, httpPort } = surroundings;
  const means = { clock, random, limits: ACCELERATOR_LIMITS, reach: reachThrough(faults) };
  const resources = worldResources(world, surroundings.isLoadBalancerHealthy);
  const edges = new EdgePlane({
    world,
    atlas,
    clock,
    random,
    doors,
    resources,
    network: world.checkerNetwork,
    probe: (target) => probeOnce(target, means),
    serverAt: serverAt(world, httpPort, backstage),
  });
  const opened: GlobalAccelerator[] = [];
  const open = (accountId: string) => {
    const accelerators = createGlobalAccelerator({
      accountId,
      clock,
      deployAfterMs: DEPLOY_AFTER_MS,
      plane: edges,
      resources,
      newAddresses: staticAddresses(world, () =>
        opened.flatMap(({ store }) => store.list()).flatMap(({ addresses }) => addresses),
      ),
    });
    opened.push(accelerators);
    return accelerators;
  };
  const [main, network] = [open(MAIN_ACCOUNT), open(NETWORK_ACCOUNT)];
  seedAccelerator(world, httpPort, clock.nowMs(), main.store);
  return {
    edges,
    main: main.service,
    network: network.service,
    targets: anyTarget(opened.map(({ store }) => acceleratorTargets(store))),
    close: () => edges.close(),
  };
}
