import type { RecordSet, RecordType } from "../../../contract/aws/record-set.ts";
import type { RoutingDesign } from "../../../contract/aws/routing-design.ts";
import { isAcceleratorAt } from "../../routing/accelerator-at.ts";
import { ACCELERATOR_ZONE, isAcceleratorName } from "../../routing/aws-name.ts";
import type { AnyZone, BookedZone, ZoneBook } from "../../routing/live/zone-book.ts";
import { canonicalName } from "../../routing/names.ts";

/** What one answer of a record leads to: an end, a further record (`on`), or a name without a record. */
export type Lead =
  | { readonly kind: "accelerator" | "elsewhere" | "on" }
  | { readonly kind: "nowhere"; readonly name: string };

/** What a record leads to: its alias, or each of its values. */
export function leadsOf<Zone extends AnyZone>(
  { accelerators }: Pick<RoutingDesign, "accelerators">,
  book: ZoneBook<Zone>,
  { type, alias, values = [] }: RecordSet,
): Lead[] {
  const end = (key: string): Lead => {
    const isThere = isAcceleratorName(key) || accelerators.some((one) => isAcceleratorAt(one, key));
    return { kind: isThere ? "accelerator" : "elsewhere" };
  };
  if (alias !== undefined) {
    const name = canonicalName(alias.dnsName);
    const zone = book.byId(alias.hostedZoneId);
    if (zone !== undefined) return [within(zone, name, [type])];
    return [alias.hostedZoneId === ACCELERATOR_ZONE ? { kind: "accelerator" } : end(name)];
  }
  if (type !== "CNAME") return values.map((value) => end(value.toLowerCase()));
  return values.map(canonicalName).map((name) => {
    const where = book.ofName(name);
    if (where.kind === "none") return end(name);
    return where.kind === "several" ? { kind: "on" } : within(where.zone, name, ["A", "AAAA"]);
  });
}

/** A name that is left to another zone leads on: that it is lost there is said elsewhere. */
function within<Zone extends AnyZone>(
  zone: BookedZone<Zone>,
  name: string,
  types: readonly RecordType[],
): Lead {
  const isElsewhere = zone.delegated(name) !== undefined;
  const isThere = isElsewhere || types.some((type) => zone.answering(name, type).length > 0);
  return isThere ? { kind: "on" } : { kind: "nowhere", name };
}
