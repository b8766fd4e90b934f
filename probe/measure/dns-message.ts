import { type DecodedPacket, decode, encode, type OptAnswer, RECURSION_DESIRED } from "dns-packet";
import type { Resolver } from "../contract/target-address.ts";
import { AttemptError } from "./attempt-error.ts";
import { scopeOf, subnetOption } from "./client-subnet.ts";
import type { DnsRecord } from "./outcome.ts";

/** The two record types that hold addresses. */
export type AddressType = "A" | "AAAA";

export interface DnsQuestion {
  id: number;
  name: string;
  type: AddressType;
  /** IPv4 or IPv6 block in CIDR notation to send as EDNS Client Subnet (RFC 7871); null sends none. */
  clientSubnet: Resolver["clientSubnet"] | null;
}

export interface DnsAnswer {
  /** Empty when the name has no record of that type. */
  addresses: string[];
  /** Shortest TTL of the chain of records that led to the addresses, in seconds. */
  ttlS: number;
  /** The answer did not fit (TC bit): ask again over TCP. */
  truncated: boolean;
  records: DnsRecord[];
  /** The server speaks for the zone itself (AA bit). */
  authoritative: boolean;
  /** Prefix length for which the answer holds (RFC 7871); null when the server does not say. */
  scopePrefix: number | null;
}

/** Avoids fragmentation on any common path (dnsflagday.net/2020). */
const UDP_PAYLOAD_BYTES = 1_232;
const RCODES = ["NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"];

/** The wire form of a question. */
export function encodeQuestion({ id, name, type, clientSubnet }: DnsQuestion): Buffer {
  const edns: OptAnswer = {
    type: "OPT",
    name: ".",
    udpPayloadSize: UDP_PAYLOAD_BYTES,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: clientSubnet == null ? [] : [subnetOption(clientSubnet)],
  };
  return encode({
    type: "query",
    id,
    flags: RECURSION_DESIRED,
    questions: [{ type, name }],
    additionals: [edns],
  });
}

/**
 * Reads an answer.
 *
 * @returns null for a message that answers another question and is to be ignored (RFC 5452 §9.1)
 * @throws AttemptError `dns` for an unreadable message or an error code
 */
export function decodeAnswer(message: Buffer, question: DnsQuestion): DnsAnswer | null {
  if (message.length < 2 || message.readUInt16BE(0) !== question.id) return null;
  const packet = decodePacket(message);
  const asked = packet.questions?.[0];
  if (!packet.flag_qr || (asked !== undefined && !isSameName(asked.name, question.name))) {
    return null;
  }
  const told = {
    authoritative: packet.flag_aa,
    scopePrefix: scopeOf(optionsOf(packet)),
    truncated: packet.flag_tc,
  };
  if (told.truncated) return { ...told, addresses: [], ttlS: 0, records: [] };
  const rcode = (packet.flags ?? 0) & 0xf;
  if (rcode !== 0) {
    const name = RCODES[rcode] ?? `code ${rcode}`;
    throw new AttemptError("dns", `the resolver answers ${name} for ${question.name}`);
  }
  return { ...told, ...readRecords(packet, question) };
}

function readRecords(
  packet: DecodedPacket,
  { type }: DnsQuestion,
): Pick<DnsAnswer, "addresses" | "ttlS" | "records"> {
  const records: DnsRecord[] = [];
  for (const record of packet.answers ?? []) {
    if (record.type !== type && record.type !== "CNAME") continue;
    const { name, data, ttl = 0 } = record;
    records.push({ name, type: record.type, ttlS: ttl, data });
  }
  const addresses = records.filter((record) => record.type === type).map(({ data }) => data);
  const ttlS = addresses.length === 0 ? 0 : Math.min(...records.map((record) => record.ttlS));
  return { addresses, ttlS, records };
}

function optionsOf(packet: DecodedPacket): OptAnswer["options"] {
  return (packet.additionals ?? []).flatMap((record) =>
    record.type === "OPT" ? record.options : [],
  );
}

function decodePacket(message: Buffer): DecodedPacket {
  try {
    return decode(message);
  } catch (cause) {
    throw new AttemptError("dns", "the resolver's answer cannot be read", { cause });
  }
}

function isSameName(left: string, right: string): boolean {
  const plain = (name: string) => name.toLowerCase().replace(/\.$/, "");
  return plain(left) === plain(right);
}
