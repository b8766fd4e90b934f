import type { AcceleratorConfig, GroupConfig, ListenerConfig } from "./accelerator-config.ts";
import { type Candidate, chooseEndpoint, eligibleEndpoints } from "./choose-endpoint.ts";
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
  const listener = enabledListener(config, port);
  if (listener === undefined) return undefined;
  const draw = drawOfFlow(flow, listener.clientAffinity);
  const chosen = chooseEndpoint(candidatesFor(listener, edge), draw);
  if (chosen === undefined) return undefined;
  const override = chosen.group.portOverrides.find(({ listenerPort }) => listenerPort === port);
  return { endpointId: chosen.endpointId, port: override?.endpointPort ?? port };
}

/**
 * The ids of all endpoints that connections from a client's address can go to, whatever port they come
 * from: one where the listener keeps clients at an endpoint.
 */
export function endpointsOfClient(
  config: AcceleratorConfig,
  flow: Flow,
  edge: EdgeKnowledge,
): string[] {
  const listener = enabledListener(config, flow.destination.port);
  if (listener === undefined) return [];
  const candidates = candidatesFor(listener, edge);
  if (listener.clientAffinity === "NONE") {
    return [...new Set(eligibleEndpoints(candidates).map(({ endpointId }) => endpointId))];
  }
  const kept = chooseEndpoint(candidates, drawOfFlow(flow, listener.clientAffinity));
  return kept === undefined ? [] : [kept.endpointId];
}

function enabledListener(config: AcceleratorConfig, port: number): ListenerConfig | undefined {
  return config.enabled ? listenerAt(config, "TCP", port) : undefined;
}

function candidatesFor({ groups }: ListenerConfig, edge: EdgeKnowledge) {
  return nearestFirst(groups, edge).map((group) => candidatesOf(group, edge));
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
