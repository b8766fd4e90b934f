import type { Service } from "../../contract/estate.ts";
import type { FoundHostedZone, Inventory } from "../../contract/inventory.ts";
import { zoneBook } from "../routing/live/zone-book.ts";
import { canonicalName } from "../routing/names.ts";
import { type Door, doorAt } from "../routing/predict-served.ts";

/** The name that users of a service look up, and the port that they then knock at; null without one. */
export function doorOf({ dns }: Pick<Service, "dns">): Door | null {
  return dns === undefined ? null : doorAt(dns.url, dns.name);
}

/** The hosted zone that answers for a service's name, or why it is not known. */
export function zoneOfService(
  service: Pick<Service, "dns">,
  { hostedZones }: Pick<Inventory, "hostedZones">,
): FoundHostedZone | { readonly reason: string } {
  const door = doorOf(service);
  if (door === null) return { reason: "The service declares no Route 53 name." };
  const id = service.dns?.hostedZoneId;
  const book = zoneBook(hostedZones);
  if (id !== undefined) {
    const named = book.byId(id);
    if (named === undefined) return { reason: `Hosted zone ${id} is in no account that was read.` };
    return isPrivate(named.found, id);
  }
  const found = book.ofName(canonicalName(door.host));
  if (found.kind === "zone") return isPrivate(found.zone.found, found.zone.id);
  return {
    reason:
      found.kind === "none"
        ? `No hosted zone that was read answers for ${door.host}.`
        : `${found.ids.join(", ")} have one name, and it is not known which of them answers for ${door.host}.`,
  };
}

/** Of private zones Route 53 tells nothing. */
function isPrivate(found: FoundHostedZone, id: string): FoundHostedZone | { reason: string } {
  return found.spec.isPrivate
    ? { reason: `Hosted zone ${id} is private, and TestDNSAnswer knows public ones alone.` }
    : found;
}
