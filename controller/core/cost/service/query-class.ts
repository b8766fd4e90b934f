import type { RecordSet } from "../../../contract/aws/record-set.ts";
import type { RoutingDesign } from "../../../contract/aws/routing-design.ts";
import type { PolicyName } from "../../../contract/aws/routing-policy.ts";
import type { QueryClass } from "../../../contract/cost-design.ts";

/** Zone of AWS that all accelerators' names are in (docs.aws.amazon.com/general/latest/gr/global_accelerator.html). */
const ACCELERATOR_ZONE = "Z2BJ6XQ5FK7U4H";
/** Aliases of aliases: deeper than anybody builds, and an end for those in a circle. */
const MOST_STEPS = 16;

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
  readonly queryClass: QueryClass;
  /** Classes of the records that the name leads to. */
  readonly classes: readonly QueryClass[];
  /** Whether an answer leads to an accelerator by all, some or none of the records. */
  readonly toAccelerator: "all" | "some" | "none";
  /** Every record set on the way, those of the name first. */
  readonly records: readonly RecordSet[];
};

/** Follows a name through its aliases; null where the design has no address records of that name. */
export function queriesOfName(design: RoutingDesign, name: string): NamedQueries | null {
  const own = addressRecords(design, name);
  if (own.length === 0) return null;
  const records = new Set<RecordSet>();
  const ends = own.flatMap((record) => follow(design, record, records, MOST_STEPS));
  const classes = [...new Set(ends.map(({ queryClass }) => queryClass))];
  const [queryClass = "standard"] = DEAREST_FIRST.filter((each) => classes.includes(each));
  const there = ends.filter(({ isAccelerator }) => isAccelerator).length;
  const toAccelerator = there === 0 ? "none" : there === ends.length ? "all" : "some";
  return { queryClass, classes, toAccelerator, records: [...records] };
}

type End = { readonly queryClass: QueryClass; readonly isAccelerator: boolean };

/** An alias to a record of a zone is charged as that record, one to an AWS resource is free. */
function follow(
  design: RoutingDesign,
  record: RecordSet,
  seen: Set<RecordSet>,
  steps: number,
): End[] {
  seen.add(record);
  const { alias, routing } = record;
  if (alias === undefined) {
    const isAccelerator = record.values?.some((value) => isOfAccelerator(design, value)) === true;
    return [{ queryClass: CLASS_OF_POLICY[routing.policy], isAccelerator }];
  }
  if (alias.hostedZoneId === ACCELERATOR_ZONE) {
    return [{ queryClass: "alias-accelerator", isAccelerator: true }];
  }
  const isOwn = design.hostedZones.some(({ id }) => id === alias.hostedZoneId);
  if (!isOwn || steps === 0) return [{ queryClass: "alias", isAccelerator: false }];
  const targets = addressRecords(design, alias.dnsName);
  return targets.flatMap((target) => follow(design, target, seen, steps - 1));
}

function addressRecords({ hostedZones }: RoutingDesign, name: string): RecordSet[] {
  const wanted = spelt(name);
  return hostedZones.flatMap(({ records }) =>
    records.filter(
      (record) => spelt(record.name) === wanted && /^(A|AAAA|CNAME)$/.test(record.type),
    ),
  );
}

/** Whether a value is an accelerator's address, or its name in a CNAME. */
function isOfAccelerator({ accelerators }: RoutingDesign, value: string): boolean {
  return accelerators.some(
    ({ ipSets, dnsName }) =>
      ipSets.some(({ addresses }) => addresses.includes(value)) ||
      (dnsName !== undefined && spelt(dnsName) === spelt(value)),
  );
}

/** A name for comparing: lower case, without the dot at its end. */
export function spelt(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
