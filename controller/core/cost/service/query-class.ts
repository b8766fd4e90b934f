import type { RecordSet } from "../../../contract/aws/record-set.ts";
import type { RoutingDesign } from "../../../contract/aws/routing-design.ts";
import type { PolicyName } from "../../../contract/aws/routing-policy.ts";
import type { QueryClass } from "../../../contract/cost-design.ts";
import { type FirstName, followNames } from "../../routing/live/follow-names.ts";
import { zoneBook } from "../../routing/live/zone-book.ts";
import { canonicalName } from "../../routing/names.ts";
import { type Lead, leadsOf } from "./leads-of.ts";

const CLASS_OF_POLICY: Readonly<Record<PolicyName, QueryClass>> = {
  simple: "standard",
  weighted: "standard",
  failover: "standard",
  multivalue: "standard",
  latency: "latency",
  geolocation: "geo",
  geoproximity: "geo",
  "ip-based": "ip-based",
};

/** The dearest first: where the records of one name differ, that is taken. */
const DEAREST_FIRST: readonly QueryClass[] = [
  "ip-based",
  "geo",
  "latency",
  "standard",
  "alias-accelerator",
  "alias",
];

/** What the queries for a name are charged as, and whether one class holds for all of them. */
export type NamedQueries = {
  /** Null where no record that is charged for is known. */
  readonly queryClass: QueryClass | null;
  /** Classes of the records that the name leads through, as far as they are charged for themselves. */
  readonly classes: readonly QueryClass[];
  /** Whether the ends that the name leads to are accelerators. */
  readonly toAccelerator: "all" | "some" | "none";
  /** Names that one lookup leads through at most: 1 and the CNAMEs on the way. */
  readonly namesAsked: number;
  /** Every record set on the way. */
  readonly records: readonly RecordSet[];
  /** What of the way is not known, in words. */
  readonly unknown: readonly string[];
};

/**
 * Follows a name through its aliases and CNAMEs; null where the design has no address records of it. A
 * zone that it is said to stand in counts only where the design has it.
 */
export function queriesOfName(design: RoutingDesign, first: FirstName): NamedQueries | null {
  const book = zoneBook(design.hostedZones.map((spec) => ({ spec })));
  const { name, hostedZoneId } = first;
  const isInDesign = hostedZoneId !== undefined && book.byId(hostedZoneId) !== undefined;
  const trail = followNames(book, [isInDesign ? first : { name }]);
  const records = [...trail.passed.values()].flatMap((sets) => [...sets]);
  if (records.length === 0) return null;
  const leads = records.map((record) => ({ record, leads: leadsOf(design, book, record) }));
  const classes = [...new Set(leads.flatMap((each) => classOf(each.record, each.leads) ?? []))];
  const all = leads.flatMap((each) => each.leads);
  const cnames = records.filter(({ type }) => type === "CNAME").map((each) => each.name);
  return {
    queryClass: DEAREST_FIRST.find((each) => classes.includes(each)) ?? null,
    classes,
    toAccelerator: shareOfAccelerators(all),
    namesAsked: 1 + new Set(cnames.map(canonicalName)).size,
    records,
    unknown: [...trail.lost, ...unknownEnds(canonicalName(name), all)],
  };
}

/** An alias to a record of a zone is charged as that record, one to an AWS resource is free. */
function classOf({ alias, routing }: RecordSet, [lead]: readonly Lead[]): QueryClass | null {
  if (alias === undefined) return CLASS_OF_POLICY[routing.policy];
  if (lead?.kind === "accelerator") return "alias-accelerator";
  return lead?.kind === "elsewhere" ? "alias" : null;
}

function shareOfAccelerators(leads: readonly Lead[]): NamedQueries["toAccelerator"] {
  const isThere = leads.some(({ kind }) => kind === "accelerator");
  const isElsewhere = leads.some(({ kind }) => kind === "elsewhere");
  if (!isThere) return "none";
  return isElsewhere ? "some" : "all";
}

function unknownEnds(name: string, leads: readonly Lead[]): string[] {
  const nowhere = leads.flatMap((lead) => (lead.kind === "nowhere" ? lead.name : []));
  if (nowhere.length > 0) {
    return [...new Set(nowhere)].map((each) => `where ${each} leads: no record of it is known`);
  }
  const hasEnd = leads.some(({ kind }) => kind === "accelerator" || kind === "elsewhere");
  return hasEnd ? [] : [`where ${name} leads: its records lead back to themselves`];
}
