import { type Answer, AUTHORITATIVE_ANSWER, type DecodedPacket, type Packet } from "dns-packet";
import { type ClientSubnet, clientSubnetOf } from "./client-subnet.ts";
import { isInZone, type Zone } from "./zone.ts";

/** Response codes of RFC 1035 §4.1.1, as they stand in the flags. */
const RCODE = { noError: 0, formatError: 1, nameError: 3, notImplemented: 4, refused: 5 } as const;

const UDP_PAYLOAD_BYTES = 1_232;
const RECURSION_DESIRED = 0x0100;
const OPCODE_MASK = 0x7800;
/** How long a resolver may remember that a name or type does not exist (RFC 2308). */
const NEGATIVE_TTL_S = 60;

/** What is needed to answer a query: the zone, and how far an answer for a subnet reaches. */
export interface AnswerContext {
  readonly zone: Zone;
  /** Prefix length that the answer is good for (RFC 7871 §7.2.1); 0 when the subnet played no part. */
  readonly scopePrefixLength: number;
}

/**
 * The authoritative response to a query. Names outside the zone are REFUSED, unknown names get
 * NXDOMAIN and unknown types an empty answer, both with the SOA; EDNS is answered with EDNS, and a
 * client subnet is echoed with its scope.
 */
export function answerQuery(query: DecodedPacket, context: AnswerContext): Packet {
  const flags = query.flags ?? 0;
  const [question, ...more] = query.questions ?? [];
  const { zone } = context;
  const name = question?.name.toLowerCase().replace(/\.$/, "") ?? "";
  // Only the apex is answered by who asks.
  const scopePrefixLength = name === zone.apex ? context.scopePrefixLength : 0;
  const reply = (rcode: number, records: Partial<Packet> = {}, authoritative = true): Packet => ({
    type: "response",
    id: query.id ?? 0,
    flags:
      (flags & (RECURSION_DESIRED | OPCODE_MASK)) |
      (authoritative ? AUTHORITATIVE_ANSWER : 0) |
      rcode,
    questions: query.questions ?? [],
    additionals: edns(query, scopePrefixLength),
    ...records,
  });
  if ((flags & OPCODE_MASK) !== 0) return reply(RCODE.notImplemented, {}, false);
  if (question === undefined || more.length > 0) return reply(RCODE.formatError, {}, false);
  if ((question.class ?? "IN") !== "IN" || !isInZone(name, zone.apex)) {
    return reply(RCODE.refused, {}, false);
  }
  if (question.type === "SOA" && name === zone.apex) {
    return reply(RCODE.noError, { answers: [soa(zone)] });
  }
  const address = zone.addressOf(name);
  if (address === undefined) return reply(RCODE.nameError, { authorities: [soa(zone)] });
  if (question.type !== "A") return reply(RCODE.noError, { authorities: [soa(zone)] });
  return reply(RCODE.noError, {
    answers: [{ type: "A", class: "IN", name: question.name, ttl: zone.ttlS, data: address }],
  });
}

/** The response to bytes that are no query: FORMERR with the sender's id, when one can be read. */
export function answerMalformed(bytes: Buffer): Packet | undefined {
  // Without an id nobody could tell what is answered; and a response must never be answered.
  if (bytes.length < 4 || ((bytes[2] ?? 0) & 0x80) !== 0) return undefined;
  return { type: "response", id: bytes.readUInt16BE(0), flags: RCODE.formatError };
}

function soa(zone: Zone): Answer {
  return {
    type: "SOA",
    class: "IN",
    name: zone.apex,
    ttl: NEGATIVE_TTL_S,
    data: {
      mname: `ns.${zone.apex}`,
      rname: `hostmaster.${zone.apex}`,
      serial: 1,
      refresh: 7_200,
      retry: 900,
      expire: 1_209_600,
      minimum: NEGATIVE_TTL_S,
    },
  };
}

function edns(query: DecodedPacket, scopePrefixLength: number): Answer[] {
  const additionals = query.additionals ?? [];
  if (!additionals.some((record) => record.type === "OPT")) return [];
  const subnet = clientSubnetOf(additionals);
  return [
    {
      type: "OPT",
      name: ".",
      udpPayloadSize: UDP_PAYLOAD_BYTES,
      extendedRcode: 0,
      ednsVersion: 0,
      flags: 0,
      flag_do: false,
      options: subnet === undefined ? [] : [echoed(subnet, scopePrefixLength)],
    },
  ];
}

function echoed(subnet: ClientSubnet, scopePrefixLength: number) {
  return { code: 8 as const, ...subnet, scopePrefixLength };
}
