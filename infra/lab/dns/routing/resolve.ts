import { policyOf } from "../../aws/route53/policy.ts";
import type { KnownRecordSet } from "../../aws/route53/record-set.ts";
import { chooseSets, shuffled } from "./choose.ts";
import type { Client } from "./client.ts";
import { isHealthySet, MOST_ALIASES } from "./health-of-set.ts";
import type { RoutingMeans } from "./means.ts";
import { ownerOf, type ServedZone, setsAt, targetName } from "./served-zone.ts";

/** Records of an answer that share name, type and TTL. Values as Route 53 stores them. */
export interface AnsweredSet {
  readonly name: string;
  readonly type: string;
  readonly ttlS: number;
  readonly values: readonly string[];
}

export interface Resolution {
  /** `nameError`: the zone has no such name. */
  readonly status: "noError" | "nameError";
  readonly sets: readonly AnsweredSet[];
  /** Whether who asked made a difference. */
  readonly asksWho: boolean;
}

const BY_CLIENT = new Set(["latency", "geolocation", "geoproximity", "ip-based"]);
const MOST_CNAMES = 8;

/** What Route 53 answers a client for a name (canonical) and type, from a zone that holds the name. */
export function resolveName(
  zone: ServedZone,
  question: { readonly name: string; readonly type: string },
  client: Client,
  means: RoutingMeans,
): Resolution {
  const trail = { asksWho: false };
  const sets: AnsweredSet[] = [];
  let { name } = question;
  for (let hops = 0; hops < MOST_CNAMES; hops += 1) {
    const owner = ownerOf(zone, name);
    if (owner === undefined) {
      return { status: hops === 0 ? "nameError" : "noError", sets, asksWho: trail.asksWho };
    }
    const direct = answerAt(zone, owner, question.type, client, means, trail);
    if (direct !== undefined)
      return { status: "noError", sets: [...sets, { ...direct, name }], ...trail };
    const cname = answerAt(zone, owner, "CNAME", client, means, trail);
    if (cname === undefined || question.type === "CNAME") break;
    sets.push({ ...cname, name });
    const next = targetName(cname.values[0] ?? "");
    if (next !== zone.name && !next.endsWith(`.${zone.name}`)) break;
    name = next;
  }
  return { status: "noError", sets, ...trail };
}

/** Undefined where there is nothing to say of the type. */
function answerAt(
  zone: ServedZone,
  name: string,
  type: string,
  client: Client,
  means: RoutingMeans,
  trail: { asksWho: boolean },
  depth = 0,
): Omit<AnsweredSet, "name"> | undefined {
  const sets = setsAt(zone, name, type);
  const [first] = sets;
  if (first === undefined) return undefined;
  if (BY_CLIENT.has(policyOf(first))) trail.asksWho = true;
  const isHealthy = (set: KnownRecordSet) => isHealthySet(set, zone, means);
  const chosen = chooseSets({ sets, client, means, isHealthy });
  const [choice] = chosen;
  if (choice === undefined) return undefined;
  const alias = choice.AliasTarget;
  if (alias === undefined) {
    const values = chosen.flatMap(valuesOf);
    return { type, ttlS: choice.TTL ?? 0, values: shuffled(values, means.random) };
  }
  const dnsName = alias.DNSName ?? "";
  if (alias.HostedZoneId === zone.id) {
    if (depth >= MOST_ALIASES) return undefined;
    return answerAt(zone, targetName(dnsName), type, client, means, trail, depth + 1);
  }
  const target = means.targets.find(alias.HostedZoneId ?? "", dnsName);
  if (target === undefined || type !== "A") return undefined;
  return { type, ttlS: target.ttlS, values: shuffled(target.addresses, means.random) };
}

function valuesOf(set: KnownRecordSet): string[] {
  return (set.ResourceRecords ?? []).flatMap(({ Value }) => (Value === undefined ? [] : [Value]));
}
