import { type DecodedPacket, decode, encode, type Packet } from "dns-packet";
import { clientEdgeRttMs, edgeOf } from "../accelerator/accelerated-path.ts";
import type { PathDelay } from "../delay/passage.ts";
import type { Atlas } from "../places/atlas.ts";
import type { World, WorldVantage } from "../world/world.ts";
import { answerMalformed, answerQuery } from "./answer.ts";
import { clientSubnetOf, liesInBlock } from "./client-subnet.ts";
import { serviceZone } from "./service-zone.ts";

/** Route 53's scope for IPv4 clients that it knows. */
const SCOPE_PREFIX_LENGTH = 24;

/** A response as bytes, and how far its asker stands from the name server; no delay for a stranger. */
export interface Answered {
  readonly message: Buffer;
  readonly delay: Pick<PathDelay, "rttUs" | "jitterUs" | "lossRatio"> | null;
}

/** Answers one message from an address; undefined where nothing should be said. */
export type NameService = (bytes: Buffer, sourceAddress: string) => Answered | undefined;

/**
 * The authoritative name service of the world. Who the client is comes from the client subnet where
 * one was sent, else from the source address (Route 53, "EDNS0 and latency routing"). The answer
 * takes the round trip to the nearest edge, where Route 53's name servers stand.
 */
export function createNameService(world: World, atlas: Atlas): NameService {
  const bySource = new Map(world.vantages.map((vantage) => [vantage.sourceAddress, vantage]));
  return (bytes, sourceAddress) => {
    const source = bySource.get(sourceAddress);
    const query = decodeQuery(bytes);
    if (query === undefined) {
      const refusal = answerMalformed(bytes);
      return refusal && { message: encode(refusal), delay: delayOf(world, atlas, source) };
    }
    const subnet = clientSubnetOf(query.additionals ?? []);
    const named =
      subnet && world.vantages.find((vantage) => liesInBlock(subnet, vantage.clientSubnet));
    const response = answerQuery(query, {
      zone: serviceZone(world, atlas, named ?? source),
      scopePrefixLength: named === undefined ? 0 : SCOPE_PREFIX_LENGTH,
    });
    const message =
      encodeResponse(response) ?? encode({ ...response, questions: [], additionals: [] });
    return { message, delay: delayOf(world, atlas, source ?? named) };
  };
}

function delayOf(world: World, atlas: Atlas, vantage: WorldVantage | undefined): Answered["delay"] {
  if (vantage === undefined) return null;
  const rttMs = clientEdgeRttMs(atlas, vantage, edgeOf(world, vantage));
  return {
    rttUs: Math.round(rttMs * 1_000),
    jitterUs: Math.round((world.jitterMs + world.jitterRatio * rttMs) * 1_000),
    lossRatio: world.lossRatio,
  };
}

/** A query, or undefined for anything else: the decoder throws on bytes that are no message. */
function decodeQuery(bytes: Buffer): DecodedPacket | undefined {
  try {
    const packet = decode(bytes);
    return packet.type === "query" ? packet : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A response as bytes; undefined for what came in but cannot be written back, such as odd types. Names
 * with bytes beyond ASCII are written longer than they came in, which only shows when they are read again.
 */
function encodeResponse(response: Packet): Buffer | undefined {
  try {
    const message = encode(response);
    decode(message);
    return message;
  } catch {
    return undefined;
  }
}
