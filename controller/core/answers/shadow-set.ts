import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import { canonicalDesign } from "../routing/canonical.ts";
import { canonicalName, liesWithin } from "../routing/names.ts";
import { ownerOf } from "../routing/owner-of.ts";

/** A change batch takes 1,000 values: API_ChangeResourceRecordSets, DNSLimitations. */
const MOST_VALUES = 1_000;

export interface ShadowOf {
  readonly design: RoutingDesign;
  readonly zone: { readonly id: string; readonly name: string };
  /** The name that users look up. */
  readonly name: string;
  readonly id: string;
}

export type ShadowSet =
  | { readonly ok: true; readonly shadowName: string; readonly records: readonly RecordSet[] }
  | { readonly ok: false; readonly reason: string };

/** The name that a shadow has in a zone; everything of it is this or lies below. */
function shadowNameOf(id: string, zoneName: string): string {
  return `_isochrone-${id}.${canonicalName(zoneName)}`;
}

/** Whether a name belongs to a shadow. Nothing else is ever written or deleted for it. */
export function isShadowName(name: string, id: string, zoneName: string): boolean {
  return liesWithin(canonicalName(name), shadowNameOf(id, zoneName));
}

/**
 * The record sets that a name leads through in a design, each under a name below that of the shadow. What
 * they lead to within the set is renamed with them; health checks, TTLs, policies and other targets stay.
 */
export function shadowSet({ design, zone, name, id }: ShadowOf): ShadowSet {
  const own = canonicalDesign(design).hostedZones.find((each) => each.id === zone.id);
  if (own === undefined) return fault(`the design has no record sets of hosted zone ${zone.id}`);
  const names = new Set(own.records.map((set) => set.name));
  const ownerIn = (wanted: string) => ownerOf((each) => names.has(each), canonicalName(wanted));
  const root = shadowNameOf(id, zone.name);
  const renamed = new Map([[ownerIn(name), root]]);
  const records: RecordSet[] = [];
  // A map gives out what is added to it while it is gone through.
  for (const [owner, shadow] of renamed) {
    for (const set of own.records.filter((each) => each.name === owner)) {
      for (const target of targetsOf(set, zone.id)) {
        const wanted = ownerIn(target);
        if (names.has(wanted) && !renamed.has(wanted)) {
          renamed.set(wanted, `n${renamed.size}.${root}`);
        }
      }
      records.push(shadowed(set, shadow, zone.id, (target) => renamed.get(ownerIn(target))));
    }
  }
  if (records.length === 0) return fault(`the design has no record set at ${name}`);
  const values = records.reduce((sum, set) => sum + (set.values?.length ?? 1), 0);
  if (values > MOST_VALUES) {
    return fault(`it has ${values} values, and Route 53 takes ${MOST_VALUES} at once`);
  }
  return { ok: true, shadowName: root, records };
}

function fault(reason: string): ShadowSet {
  return { ok: false, reason };
}

/** Names of the same zone that a record set leads to. */
function targetsOf({ alias, type, values = [] }: RecordSet, zoneId: string): readonly string[] {
  if (alias !== undefined) return alias.hostedZoneId === zoneId ? [alias.dnsName] : [];
  return type === "CNAME" ? values : [];
}

function shadowed(
  { trafficPolicyInstanceId: _made, ...set }: RecordSet,
  name: string,
  zoneId: string,
  renamed: (target: string) => string | undefined,
): RecordSet {
  const { alias, values, type } = set;
  if (alias !== undefined && alias.hostedZoneId === zoneId) {
    return { ...set, name, alias: { ...alias, dnsName: renamed(alias.dnsName) ?? alias.dnsName } };
  }
  if (type !== "CNAME" || values === undefined) return { ...set, name };
  return { ...set, name, values: values.map((value) => renamed(value) ?? value) };
}
