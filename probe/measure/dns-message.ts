import { type DecodedPacket, decode, encode, type OptAnswer, RECURSION_DESIRED } from "dns-packet";
import type { Resolver } from "../contract/assignment.ts";
import { AttemptError } from "./attempt-error.ts";

/** The two record types that hold addresses. */
export type AddressType = "A" | "AAAA";

export interface DnsQuestion {
  id: number;
  name: string;
  type: AddressType;
  /** IPv4 block in CIDR notation to send as EDNS Client Subnet (RFC 7871); null sends none. */
  clientSubnet: Resolver["clientSubnet"] | null;
}

export interface DnsAnswer {
  /** Empty when the name has no record of that type. */
  addresses: string[];
  /** Shortest TTL of the chain of records that led to the addresses, in seconds. */
  ttlS: number;
  /** The answer did not fit (TC bit): ask again over TCP. */
  truncated: boolean;
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
  if (packet.flag_tc) return { addresses: [], ttlS: 0, truncated: true };
  const rcode = (packet.flags ?? 0) & 0xf;
  if (rcode !== 0) {
    const name = RCODES[rcode] ?? `code ${rcode}`;
    throw new AttemptError("dns", `the resolver answers ${name} for ${question.name}`);
  }
  return readAddresses(packet, question);
}

function readAddresses(packet: DecodedPacket, { type }: DnsQuestion): DnsAnswer {
  const addresses: string[] = [];
  let ttlS = Number.POSITIVE_INFINITY;
  for (const record of packet.answers ?? []) {
    if (record.type === type) addresses.push(record.data);
    if (record.type === type || record.type === "CNAME") ttlS = Math.min(ttlS, record.ttl ?? 0);
  }
  return { addresses, ttlS: addresses.length === 0 ? 0 : ttlS, truncated: false };
}

function decodePacket(message: Buffer): DecodedPacket {
  try {
    return decode(message);
  } catch (cause) {
    throw new AttemptError("dns", "the resolver's answer cannot be read", { cause });
  }
}

function subnetOption(cidr: string): OptAnswer["options"][number] {
  const [ip = "", prefix = ""] = cidr.split("/");
  const sourcePrefixLength = Number(prefix);
  return {
    code: 8,
    type: "CLIENT_SUBNET",
    family: 1,
    sourcePrefixLength,
    ip: maskIpv4(ip, sourcePrefixLength),
  };
}

/** Bits beyond the prefix must be 0 (RFC 7871 §6). */
function maskIpv4(ip: string, prefix: number): string {
  return ip
    .split(".")
    .map((octet, index) => {
      const kept = Math.min(Math.max(prefix - 8 * index, 0), 8);
      return Number(octet) & ((0xff << (8 - kept)) & 0xff);
    })
    .join(".");
}

function isSameName(left: string, right: string): boolean {
  const plain = (name: string) => name.toLowerCase().replace(/\.$/, "");
  return plain(left) === plain(right);
}
