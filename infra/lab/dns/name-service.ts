import { type Answer, type DecodedPacket, decode, encode, type Packet } from "dns-packet";
import { clientEdgeRttMs, edgeOf } from "../accelerator/accelerated-path.ts";
import type { PathDelay } from "../delay/passage.ts";
import type { Atlas } from "../places/atlas.ts";
import type { World, WorldVantage } from "../world/world.ts";
import { answerMalformed, answerQuery, type Held } from "./answer.ts";
import { answersOf } from "./answer-data.ts";
import { type ClientSubnet, clientSubnetOf } from "./client-subnet.ts";
import { clientOfQuery } from "./clients.ts";
import type { NameSource } from "./name-source.ts";
import type { Client } from "./routing/client.ts";
import { resolveName } from "./routing/resolve.ts";
import { type ServedZone, setsAt, zoneOfName } from "./routing/served-zone.ts";

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
 * The authoritative name service of the world. The answer takes the round trip to the nearest edge, where
 * Route 53's name servers stand.
 */
export function createNameService(world: World, atlas: Atlas, names: NameSource): NameService {
  const wireTtlS = (ttlS: number) => Math.ceil(ttlS / names.clockFactor);
  return (bytes, sourceAddress) => {
    const query = decodeQuery(bytes);
    const subnet = networkOf(clientSubnetOf(query?.additionals ?? []));
    const sender = { address: sourceAddress, subnet };
    const { client, named, source } = clientOfQuery(world, atlas, sender);
    if (query === undefined) {
      const refusal = answerMalformed(bytes);
      return refusal && { message: encode(refusal), delay: delayOf(world, atlas, source) };
    }
    const response = answerQuery(query, {
      find: (name, type) => find(names, name, type, client, wireTtlS),
      wireTtlS,
      scopePrefixLength: named === undefined ? 0 : SCOPE_PREFIX_LENGTH,
    });
    const message =
      encodeResponse(response) ?? encode({ ...response, questions: [], additionals: [] });
    return { message, delay: delayOf(world, atlas, source ?? named) };
  };
}

/** A name in a hosted zone, or else the host name of a load balancer or an accelerator. */
function find(
  names: NameSource,
  name: string,
  type: string,
  client: Client,
  wireTtlS: (ttlS: number) => number,
): Held | undefined {
  const zone = zoneOfName(names.zones(), name);
  if (zone !== undefined) {
    const resolution = resolveName(zone, { name, type }, client, names.means);
    return { ...resolution, soa: soaOf(zone, wireTtlS) };
  }
  const target = names.means.targets.find(undefined, name);
  if (target === undefined) return undefined;
  const set = { name, type: "A", ttlS: target.ttlS, values: target.addresses };
  return { status: "noError", asksWho: false, soa: undefined, sets: type === "A" ? [set] : [] };
}

/** The zone's SOA as it goes with a "no": for the shorter of its TTL and its minimum (RFC 2308 §3). */
function soaOf(zone: ServedZone, wireTtlS: (ttlS: number) => number): Answer | undefined {
  const [set] = setsAt(zone, zone.name, "SOA");
  const value = set?.ResourceRecords?.[0]?.Value;
  if (set === undefined || value === undefined) return undefined;
  const ttlS = wireTtlS(Math.min(set.TTL ?? 0, Number(value.split(" ").at(-1))));
  const answered = { name: zone.name, type: "SOA", ttlS, values: [value] };
  return answersOf(answered, zone.name.replace(/\.$/, ""), ttlS)[0];
}

function networkOf(subnet: ClientSubnet | undefined): Client["network"] {
  return subnet && { address: subnet.ip, prefixLength: subnet.sourcePrefixLength };
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
