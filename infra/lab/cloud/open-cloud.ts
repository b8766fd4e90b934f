import type { EdgeDoors } from "../accelerator/edge-doors.ts";
import type { EdgePlane } from "../accelerator/edge-plane.ts";
import { type ApiServer, openApiServer } from "../aws/api-server.ts";
import { KeyRing, type KnownKey } from "../aws/key-ring.ts";
import { createRoute53 } from "../aws/route53/create-route53.ts";
import type { Role } from "../aws/sts/roles.ts";
import { stsService } from "../aws/sts/sts-service.ts";
import type { LabClock } from "../clock.ts";
import type { Random } from "../delay/random.ts";
import { anyTarget } from "../dns/alias-targets.ts";
import type { NameSource } from "../dns/name-source.ts";
import { simulateAnswers } from "../dns/simulate-answers.ts";
import type { EndpointFaults } from "../faults/endpoint-faults.ts";
import { createHealthService } from "../health/create-health-service.ts";
import type { HealthService } from "../health/health-service.ts";
import type { Backstage } from "../http/routes.ts";
import type { Atlas } from "../places/atlas.ts";
import type { World } from "../world/world.ts";
import {
  drawInjectRole,
  drawKey,
  drawObserveRole,
  MAIN_ACCOUNT,
  NETWORK_ACCOUNT,
} from "./accounts.ts";
import { openAccelerators } from "./open-accelerators.ts";
import { openResources } from "./open-resources.ts";
import { seedNetworkAccount, seedZone } from "./seed-zone.ts";
import { lookUp, serveNames } from "./serve-names.ts";

/** How long a change takes to reach all name servers, in lab time: usually within a minute. */
const INSYNC_AFTER_MS = 30_000;

/** What the parts of a cloud have in common with the world that they stand in. */
export interface CloudOptions {
  readonly clock: LabClock;
  readonly random: Random;
  readonly faults: EndpointFaults;
  /** Of accelerators. */
  readonly doors: EdgeDoors;
  readonly backstage: Backstage;
  /** The port that the endpoints are reached at. */
  readonly httpPort: number;
  /** Of the AWS APIs; 0 for any free one. */
  readonly apiPort: number;
}

/** What AWS holds in a world, and its APIs. */
export interface Cloud {
  readonly names: NameSource;
  readonly health: HealthService;
  /** What carries accelerators out. */
  readonly edges: EdgePlane;
  readonly api: ApiServer;
  readonly key: KnownKey;
  /** Opens the network account to the key. */
  readonly role: Required<Role>;
  /** By it the key makes something fail in its own account. */
  readonly injectRole: Required<Role>;
  close(): Promise<void>;
}

/** Builds the world's service in AWS and opens the APIs. Throws LabProblem when they cannot listen. */
export async function openCloud(world: World, atlas: Atlas, options: CloudOptions): Promise<Cloud> {
  const { clock, random, faults } = options;
  const lookup = (name: string) => Promise.resolve().then(() => lookUp(names, name));
  const network = world.checkerNetwork;
  const health = createHealthService({ clock, random, network, faults, lookup });
  const labNowMs = () => clock.nowMs();
  const dnsTester = simulateAnswers(world, atlas, () => names);
  const route53 = () =>
    createRoute53({ labNowMs, insyncAfterMs: INSYNC_AFTER_MS, health, dnsTester });
  const [main, networkTeam] = [route53(), route53()];
  const resources = openResources(world, atlas, options);
  const { isLoadBalancerHealthy } = resources;
  const accelerators = openAccelerators(world, atlas, { ...options, isLoadBalancerHealthy });
  const targets = anyTarget([resources.targets, accelerators.targets]);
  const names = serveNames([main, networkTeam], { clock, random, health, atlas, targets });
  seedZone(world, options.httpPort, main);
  seedNetworkAccount(networkTeam);
  const key = drawKey();
  const role = drawObserveRole();
  const injectRole = drawInjectRole();
  const keys = new KeyRing([key]);
  const wallNowMs = () => Date.now();
  const sts = stsService({ keys, roles: [role, injectRole], wallNowMs });
  const api = await openApiServer({
    address: world.apiAddress,
    port: options.apiPort,
    keys,
    accounts: new Map([
      [MAIN_ACCOUNT, [main.service, accelerators.main, ...resources.main, sts]],
      [NETWORK_ACCOUNT, [networkTeam.service, accelerators.network, ...resources.network, sts]],
    ]),
    wallNowMs,
  });
  return {
    names,
    health,
    edges: accelerators.edges,
    api,
    key,
    role,
    injectRole,
    close: async () => {
      health.close();
      resources.close();
      accelerators.close();
      await api.close();
    },
  };
}
