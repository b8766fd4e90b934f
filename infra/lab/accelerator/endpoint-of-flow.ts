import type { AcceleratorConfig, GroupConfig, ListenerConfig } from "./accelerator-config.ts";
import { type Candidate, chooseEndpoint } from "./choose-endpoint.ts";
import { drawOfFlow, type Flow } from "./flow.ts";

/** Where a new connection goes. */
export interface ChosenEndpoint {
  readonly endpointId: string;
  readonly port: number;
}

/** What an edge knows when it decides. */
export interface EdgeKnowledge {
  /** Round trip in ms from the edge to a Region; undefined where the edge is not known. */
  rttMsTo(region: string): number | undefined;
  isHealthy(groupArn: string, endpointId: string): boolean;
}

/** The listener that takes connections at a port; undefined for a port that is none's. */
function listenerAt(
  { listeners }: AcceleratorConfig,
  protocol: ListenerConfig["protocol"],
  port: number,
): ListenerConfig | undefined {
  return listeners.find(
    (listener) =>
      listener.protocol === protocol &&
      listener.portRanges.some(({ fromPort, toPort }) => fromPort <= port && port <= toPort),
  );
}

/**
 * The endpoint and its port for a new TCP connection to an accelerator; undefined where nothing takes
 * it: the accelerator is disabled, no listener has the port, or no group has an endpoint. The port is
 * the listener's own unless the group overrides it.
 */
export function endpointOfFlow(
  config: AcceleratorConfig,
  flow: Flow,
  edge: EdgeKnowledge,
): ChosenEndpoint | undefined {
  const { port } = flow.destination;
  const listener = config.enabled ? listenerAt(config, "TCP", port) : undefined;
  if (listener === undefined) return undefined;
  const candidates = nearestFirst(listener.groups, edge).map((group) => candidatesOf(group, edge));
  const chosen = chooseEndpoint(candidates, drawOfFlow(flow, listener.clientAffinity));
  if (chosen === undefined) return undefined;
  const override = chosen.group.portOverrides.find(({ listenerPort }) => listenerPort === port);
  return { endpointId: chosen.endpointId, port: override?.endpointPort ?? port };
}

/** The earlier one of two groups that are equally far, or of which that is not known. */
function nearestFirst(groups: readonly GroupConfig[], edge: EdgeKnowledge): GroupConfig[] {
  return groups
    .map((group) => ({ group, rttMs: edge.rttMsTo(group.region) ?? Number.MAX_VALUE }))
    .sort((a, b) => a.rttMs - b.rttMs)
    .map(({ group }) => group);
}

interface GroupMember extends Candidate {
  readonly endpointId: string;
  readonly group: GroupConfig;
}

function candidatesOf(group: GroupConfig, edge: EdgeKnowledge) {
  const { arn: id, dialPercent } = group;
  const endpoints = group.endpoints.map(
    ({ endpointId, weight, clientIpPreservation }): GroupMember => ({
      // A load balancer may stand in a group with and without the client's address: as two.
      id: `${endpointId} ${clientIpPreservation}`,
      endpointId,
      weight,
      isHealthy: edge.isHealthy(id, endpointId),
      group,
    }),
  );
  return { id, dialPercent, endpoints };
}
