import type { SocketAddress } from "../http/listening.ts";
import type { Route } from "../http/relay-connection.ts";
import type { Atlas } from "../places/atlas.ts";
import type { World, WorldEndpoint } from "../world/world.ts";
import type { AcceleratorConfig } from "./accelerator-config.ts";
import type { AcceleratorPlane, HealthState } from "./accelerator-plane.ts";
import type { EdgeDoors } from "./edge-doors.ts";
import { EdgeWays } from "./edge-ways.ts";
import { endWhenIdle } from "./end-when-idle.ts";
import {
  type ChosenEndpoint,
  type EdgeKnowledge,
  endpointOfFlow,
  endpointsOfClient,
} from "./endpoint-of-flow.ts";
import type { Flow } from "./flow.ts";
import { GroupMonitors, type MonitorMeans } from "./group-monitors.ts";
import { openPorts } from "./open-ports.ts";

export interface EdgePlaneMeans extends MonitorMeans {
  readonly world: World;
  readonly atlas: Atlas;
  readonly doors: Pick<EdgeDoors, "lead" | "show">;
  /** Where that listens which the world has at an address; the address itself where nothing stands behind it. */
  readonly serverAt: (at: SocketAddress) => SocketAddress;
}

interface Deployed {
  readonly config: AcceleratorConfig;
  readonly monitors: GroupMonitors;
}

/**
 * The edges of a world: they take connections to the static addresses of accelerators, and carry each
 * to the endpoint that the deployed configuration and the health of endpoints choose at its beginning.
 */
export class EdgePlane implements AcceleratorPlane {
  readonly #means: EdgePlaneMeans;
  readonly #ways: EdgeWays;
  readonly #deployed = new Map<string, Deployed>();

  constructor(means: EdgePlaneMeans) {
    this.#means = means;
    this.#ways = new EdgeWays(means.world, means.atlas);
    means.doors.lead((flow) => this.#routeOf(flow));
  }

  deploy(config: AcceleratorConfig, known: HealthState = "INITIAL"): void {
    const monitors = this.#deployed.get(config.arn)?.monitors ?? new GroupMonitors(this.#means);
    monitors.watch(config, known);
    this.#deployed.set(config.arn, { config, monitors });
    this.#showDoors();
  }

  withdraw(acceleratorArn: string): void {
    this.#deployed.get(acceleratorArn)?.monitors.stop();
    this.#deployed.delete(acceleratorArn);
    this.#showDoors();
  }

  stateOf(groupArn: string, endpointId: string): HealthState {
    const states = [...this.#deployed.values()].map(({ monitors }) =>
      monitors.stateOf(groupArn, endpointId),
    );
    return states.find((state) => state !== "INITIAL") ?? "INITIAL";
  }

  /** The endpoints of the world that new connections of a client may be carried to now, by chance. */
  endpointsOf(client: string, destination: SocketAddress): WorldEndpoint[] {
    const flow = { source: { address: client, port: 0 }, destination };
    const deployed = this.#deployedAt(destination.address);
    if (deployed === undefined) return [];
    const ids = endpointsOfClient(deployed.config, flow, this.#knownTo(client, deployed));
    return ids.flatMap((id) => {
      const resource = this.#means.resources.find(id);
      return (resource && this.#ways.endpointAt(resource.address)) ?? [];
    });
  }

  /** Ends all watching. The doors are closed by who opened them. */
  close(): void {
    for (const { monitors } of this.#deployed.values()) monitors.stop();
    this.#deployed.clear();
  }

  #showDoors(): void {
    const configs = [...this.#deployed.values()].map(({ config }) => config);
    void this.#means.doors.show(configs.flatMap(openPorts));
  }

  #choose(flow: Flow): ChosenEndpoint | undefined {
    const { source, destination } = flow;
    const deployed = this.#deployedAt(destination.address);
    if (deployed === undefined) return undefined;
    return endpointOfFlow(deployed.config, flow, this.#knownTo(source.address, deployed));
  }

  #deployedAt(address: string): Deployed | undefined {
    return [...this.#deployed.values()].find(({ config }) => config.addresses.includes(address));
  }

  #knownTo(client: string, { monitors }: Deployed): EdgeKnowledge {
    return {
      rttMsTo: (region) => this.#ways.rttMsTo(client, region),
      isHealthy: (arn, id) => monitors.stateOf(arn, id) === "HEALTHY",
    };
  }

  #routeOf(flow: Flow): Route | undefined {
    const { resources, serverAt, clock } = this.#means;
    const chosen = this.#choose(flow);
    const resource = chosen && resources.find(chosen.endpointId);
    if (chosen === undefined || resource === undefined) return undefined;
    return {
      upstream: serverAt({ address: resource.address, port: chosen.port }),
      delay: this.#ways.delayTo(flow.source.address, resource),
      joined: (client, upstream) => endWhenIdle(client, upstream, clock),
    };
  }
}
