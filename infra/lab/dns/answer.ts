import { type Answer, AUTHORITATIVE_ANSWER, type DecodedPacket, type Packet } from "dns-packet";
import { canonicalName } from "../aws/route53/domain-name.ts";
import { answersOf } from "./answer-data.ts";
import { type ClientSubnet, clientSubnetOf } from "./client-subnet.ts";
import type { Resolution } from "./routing/resolve.ts";

/** Response codes of RFC 1035 §4.1.1, as they stand in the flags. */
const RCODE = { noError: 0, formatError: 1, nameError: 3, notImplemented: 4, refused: 5 } as const;

const UDP_PAYLOAD_BYTES = 1_232;
const RECURSION_DESIRED = 0x0100;
const OPCODE_MASK = 0x7800;

/** What the name server holds of a name. */
export interface Held extends Resolution {
  /** The SOA of the zone, which goes with every answer that says no; undefined where there is no zone. */
  readonly soa: Answer | undefined;
}

/** What is needed to answer a query. */
export interface AnswerContext {
  /** What is held of a name (canonical) and type; undefined for a name of nobody here. */
  find(name: string, type: string): Held | undefined;
  /** TTL on the wire of one in lab time, whole seconds. */
  wireTtlS(ttlS: number): number;
  /** Prefix length that an answer by who asks is good for (RFC 7871 §7.2.1). */
  readonly scopePrefixLength: number;
}

/**
 * The authoritative response to a query. Names of no zone are REFUSED, unknown names get NXDOMAIN and
 * unknown types an empty answer, both with the SOA; EDNS is answered with EDNS, and a client subnet is
 * echoed with its scope: 0 where who asks made no difference.
 */
export function answerQuery(query: DecodedPacket, context: AnswerContext): Packet {
  const flags = query.flags ?? 0;
  const [question, ...more] = query.questions ?? [];
  const reply = (rcode: number, records: Partial<Packet>, held: Held | undefined): Packet => ({
    type: "response",
    id: query.id ?? 0,
    flags:
      (flags & (RECURSION_DESIRED | OPCODE_MASK)) |
      (held === undefined ? 0 : AUTHORITATIVE_ANSWER) |
      rcode,
    questions: query.questions ?? [],
    additionals: edns(query, held?.asksWho === true ? context.scopePrefixLength : 0),
    ...records,
  });
  if ((flags & OPCODE_MASK) !== 0) return reply(RCODE.notImplemented, {}, undefined);
  if (question === undefined || more.length > 0) return reply(RCODE.formatError, {}, undefined);
  const name = canonicalName(question.name);
  const held = name === undefined ? undefined : context.find(name, question.type);
  if ((question.class ?? "IN") !== "IN" || held === undefined) {
    return reply(RCODE.refused, {}, undefined);
  }
  const answers = held.sets.flatMap((set) => {
    // The name comes back as it was asked, in capitals or not.
    const asked = set.name === name ? question.name : set.name.replace(/\.$/, "");
    return answersOf(set, asked, context.wireTtlS(set.ttlS));
  });
  if (answers.length > 0) return reply(RCODE.noError, { answers }, held);
  const authorities = held.soa === undefined ? [] : [held.soa];
  return reply(
    held.status === "nameError" ? RCODE.nameError : RCODE.noError,
    { authorities },
    held,
  );
}

/** The response to bytes that are no query: FORMERR with the sender's id, when one can be read. */
export function answerMalformed(bytes: Buffer): Packet | undefined {
  // Without an id nobody could tell what is answered; and a response must never be answered.
  if (bytes.length < 4 || ((bytes[2] ?? 0) & 0x80) !== 0) return undefined;
  return { type: "response", id: bytes.readUInt16BE(0), flags: RCODE.formatError };
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
