import type { AcceleratorSpec } from "../../contract/aws/accelerator-spec.ts";
import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { EndpointBook } from "../routing/endpoint-book.ts";
import { isAddress } from "../routing/is-address.ts";
import { canonicalName } from "../routing/names.ts";

/**
 * A design as it is left when endpoints are taken out of it: without the answers that lead to them,
 * without names that then answer nothing, and without health checks that no record names any more.
 *
 * @param book what belongs to which endpoint
 */
export function withoutEndpoints(
  design: RoutingDesign,
  book: EndpointBook,
  gone: ReadonlySet<string>,
): RoutingDesign {
  const isGone = (key: string) => gone.has(book.get(keyOf(key)) ?? "");
  const hostedZones = design.hostedZones.map((zone) => ({
    ...zone,
    records: withoutDangling(
      zone.records,
      zone.records.flatMap((set) => left(set, isGone)),
    ),
  }));
  const named = new Set(
    hostedZones.flatMap(({ records }) =>
      records.flatMap(({ healthCheckId }) => healthCheckId ?? []),
    ),
  );
  const wasNamed = new Set(
    design.hostedZones.flatMap(({ records }) =>
      records.flatMap(({ healthCheckId }) => healthCheckId ?? []),
    ),
  );
  return {
    ...design,
    hostedZones,
    healthChecks: design.healthChecks.filter(({ id }) => named.has(id) || !wasNamed.has(id)),
    accelerators: design.accelerators.map((accelerator) => thinned(accelerator, isGone)),
  };
}

function keyOf(value: string): string {
  return isAddress(value) || value.startsWith("arn:") ? value : canonicalName(value);
}

function left(set: RecordSet, isGone: (key: string) => boolean): RecordSet[] {
  if (set.alias !== undefined) return isGone(set.alias.dnsName) ? [] : [set];
  const values = (set.values ?? []).filter((value) => !isGone(value));
  if (values.length === set.values?.length) return [set];
  return values.length === 0 ? [] : [{ ...set, values }];
}

/** Aliases to names of the zone that answered before and answer no more go too, one after the other. */
function withoutDangling(before: readonly RecordSet[], after: readonly RecordSet[]): RecordSet[] {
  const had = new Set(before.map(nameOf));
  for (let kept = [...after]; ; ) {
    const has = new Set(kept.map(nameOf));
    const next = kept.filter(({ alias, type }) => {
      const target = alias && `${canonicalName(alias.dnsName)} ${type}`;
      return target === undefined || !had.has(target) || has.has(target);
    });
    if (next.length === kept.length) return kept;
    kept = next;
  }
}

function nameOf({ name, type }: RecordSet): string {
  return `${canonicalName(name)} ${type}`;
}

function thinned(accelerator: AcceleratorSpec, isGone: (key: string) => boolean): AcceleratorSpec {
  return {
    ...accelerator,
    listeners: accelerator.listeners.map((listener) => ({
      ...listener,
      endpointGroups: listener.endpointGroups
        .map((group) => ({
          ...group,
          endpoints: group.endpoints.filter(({ endpointId }) => !isGone(endpointId)),
        }))
        .filter(({ endpoints }) => endpoints.length > 0),
    })),
  };
}
