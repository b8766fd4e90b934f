import type { NetworkAclEntry } from "@aws-sdk/client-ec2";
import { type Block, liesInBlock, parseBlock, prefixOf } from "../../core/routing/cidr.ts";
import type { StepOf } from "./injector-of.ts";

/** A rule that a test adds: it denies one port to one block of senders. */
export type DenyRule = StepOf<"network_acl">["rules"][number];

/** What a rule is about, without its number. */
export type Traffic = Pick<DenyRule, "cidr" | "port" | "protocol">;

/** An entry for what comes in, as the rules of a network ACL are worked through. */
export type InboundEntry = {
  readonly ruleNumber: number;
  readonly allows: boolean;
  /** Null where it cannot be read: it may be about anything. */
  readonly block: Block | null;
  /** As IANA numbers them; -1: all of them. */
  readonly protocol: string;
  /** Null: all of them. */
  readonly ports: { readonly from: number; readonly to: number } | null;
};

/** https://www.iana.org/assignments/protocol-numbers */
export const PROTOCOL_NUMBERS: Readonly<Record<Traffic["protocol"], string>> = {
  tcp: "6",
  udp: "17",
};
const ALL = "-1";

/** What comes in meets the entries in the order of their numbers, and the first that fits decides. */
export function inboundEntries(entries: readonly NetworkAclEntry[] = []): InboundEntry[] {
  return entries
    .filter(({ Egress }) => Egress === false)
    .map(({ RuleNumber = 0, RuleAction, CidrBlock, Ipv6CidrBlock, Protocol, PortRange }) => ({
      ruleNumber: RuleNumber,
      allows: RuleAction === "allow",
      block: parseBlock(CidrBlock ?? Ipv6CidrBlock ?? "") ?? null,
      protocol: Protocol ?? ALL,
      ports:
        PortRange?.From === undefined
          ? null
          : { from: PortRange.From, to: PortRange.To ?? PortRange.From },
    }))
    .toSorted((a, b) => a.ruleNumber - b.ruleNumber);
}

/** Whether all of the traffic fits an entry. */
export function covers(entry: InboundEntry, traffic: Traffic): boolean {
  const block = parseBlock(traffic.cidr);
  if (block === undefined || entry.block === null || !isOfPort(entry, traffic)) return false;
  return liesInBlock(block, entry.block);
}

/** Whether some of the traffic fits an entry. */
export function meets(entry: InboundEntry, traffic: Traffic): boolean {
  const block = parseBlock(traffic.cidr);
  if (block === undefined || entry.block === null) return isOfPort(entry, traffic);
  const isNear = liesInBlock(block, entry.block) || liesInBlock(entry.block, block);
  return isNear && isOfPort(entry, traffic);
}

function isOfPort({ protocol, ports }: InboundEntry, traffic: Traffic): boolean {
  if (protocol === ALL) return true;
  if (protocol !== PROTOCOL_NUMBERS[traffic.protocol]) return false;
  return ports === null || (ports.from <= traffic.port && traffic.port <= ports.to);
}

/** Whether an entry is a rule just as it was written; AWS writes blocks in its own way. */
export function isSameRule(entry: InboundEntry, rule: DenyRule): boolean {
  const block = parseBlock(rule.cidr);
  const { protocol, ports } = entry;
  return (
    entry.ruleNumber === rule.ruleNumber &&
    !entry.allows &&
    protocol === PROTOCOL_NUMBERS[rule.protocol] &&
    ports?.from === rule.port &&
    ports.to === rule.port &&
    block !== undefined &&
    entry.block !== null &&
    isSameBlock(block, entry.block)
  );
}

function isSameBlock(one: Block, other: Block): boolean {
  return (
    one.family === other.family &&
    one.length === other.length &&
    prefixOf(one, one.length) === prefixOf(other, other.length)
  );
}

/** In a sentence: `tcp 443 from 0.0.0.0/0`. */
export function saidTraffic({ cidr, port, protocol }: Traffic): string {
  return `${protocol} ${port} from ${cidr}`;
}
