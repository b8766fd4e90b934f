import type { Atlas } from "../places/atlas.ts";
import { nearest } from "../places/great-circle.ts";
import { rttBetween, type Stop } from "../places/rtt-between.ts";
import type { WorldPath } from "../world/direct-path.ts";
import { acceleratedHandshakeMs } from "../world/handshake.ts";
import type { Edge, World, WorldEndpoint, WorldVantage } from "../world/world.ts";

/** Round trip in ms between a vantage and an edge, over the internet. */
export function clientEdgeRttMs(atlas: Atlas, vantage: WorldVantage, edge: Edge): number {
  // The published matrix holds between Regions, not on the way from one into its own city.
  return rttBetween(atlas, { ...vantage, region: undefined }, edge).rttMs;
}

/** Round trip in ms between an edge and an endpoint, over the provider's own network. */
export function backboneRttMs(world: World, atlas: Atlas, edge: Edge, endpoint: Stop): number {
  return rttBetween(atlas, edge, endpoint).rttMs * world.backboneFactor;
}

/** The edge that anycast leads a vantage to: the nearest one. A world has at least one edge. */
export function edgeOf(world: World, vantage: WorldVantage): Edge {
  const edge = nearest(vantage, world.edges);
  if (edge === undefined) throw new Error("the world has no edge");
  return edge;
}

/** The way through the accelerator to an endpoint. Jitter is the internet's, on the part up to the edge. */
export function acceleratedPath(
  world: World,
  atlas: Atlas,
  vantage: WorldVantage,
  endpoint: Stop & Pick<WorldEndpoint, "serverTimeMs">,
): WorldPath {
  const edge = edgeOf(world, vantage);
  const toEdgeMs = clientEdgeRttMs(atlas, vantage, edge);
  const onwardMs = backboneRttMs(world, atlas, edge, endpoint);
  return {
    delay: {
      rttUs: Math.round((toEdgeMs + onwardMs) * 1_000),
      handshakeUs: Math.round(acceleratedHandshakeMs(toEdgeMs, onwardMs) * 1_000),
      jitterUs: Math.round((world.jitterMs + world.jitterRatio * toEdgeMs) * 1_000),
      lossRatio: world.acceleratorLossRatio,
      serverTimeUs: Math.round(endpoint.serverTimeMs * 1_000),
    },
    basis: "estimate",
  };
}
