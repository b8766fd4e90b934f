import type { PathDelay } from "../delay/passage.ts";
import type { Atlas } from "../places/atlas.ts";
import { type Rtt, rttBetween } from "../places/rtt-between.ts";
import { directHandshakeMs } from "./handshake.ts";
import type { Pair, World, WorldEndpoint, WorldVantage } from "./world.ts";

/** A way through the world: what it delays, and what its round-trip time stands on. */
export interface WorldPath {
  readonly delay: PathDelay;
  readonly basis: Rtt["basis"];
}

/**
 * The way over the internet from a vantage to an endpoint. A new connection costs one round trip
 * before the first byte (TCP without TLS: time to the first byte is 2 R + S).
 */
export function directPath(
  world: World,
  atlas: Atlas,
  vantage: WorldVantage,
  endpoint: WorldEndpoint,
): WorldPath {
  const pair = pairOf(world, vantage, endpoint);
  const known = rttBetween(atlas, vantage, endpoint);
  const rttMs = pair?.rttMs ?? known.rttMs;
  const jitterMs = pair?.jitterMs ?? world.jitterMs + world.jitterRatio * rttMs;
  return {
    delay: {
      rttUs: Math.round(rttMs * 1_000),
      handshakeUs: Math.round(directHandshakeMs(rttMs) * 1_000),
      jitterUs: Math.round(jitterMs * 1_000),
      lossRatio: pair?.lossRatio ?? world.lossRatio,
      serverTimeUs: Math.round(endpoint.serverTimeMs * 1_000),
    },
    basis: pair?.rttMs === undefined ? known.basis : "estimate",
  };
}

function pairOf(world: World, vantage: WorldVantage, endpoint: WorldEndpoint): Pair | undefined {
  return world.pairs.find(
    (pair) => pair.vantage === vantage.vantage.id && pair.endpoint === endpoint.id,
  );
}
