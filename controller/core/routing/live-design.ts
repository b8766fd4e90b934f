import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { Service } from "../../contract/estate.ts";
import type { Inventory } from "../../contract/inventory.ts";
import { hostOf } from "../url/url-parts.ts";
import { isAddress } from "./is-address.ts";
import { acceleratorsOf } from "./live/accelerators-of.ts";
import { collectionsOf } from "./live/collections-of.ts";
import { type FirstName, followNames } from "./live/follow-names.ts";
import { healthChecksOf } from "./live/health-checks-of.ts";
import { unreadParts, type WantedPart } from "./live/unread-parts.ts";
import { zoneBook } from "./live/zone-book.ts";

export type LiveService = Pick<Service, "dns" | "accelerator" | "endpoints">;

/** What stands in AWS for a service, as AWS spells it, and what about it is not known. */
export interface LiveDesign {
  readonly design: RoutingDesign;
  /**
   * In words, everything that could not be read and that the design may therefore lack. Only without
   * any is what the design does not have known not to be there.
   */
  readonly unread: readonly string[];
}

/**
 * How users of a service are led today, out of what was read of AWS: the record sets that its name leads
 * through over aliases and CNAMEs, their health checks and CIDR collections, the accelerators that it
 * names or that its records lead to. Addresses that lead to one endpoint for measuring are left out.
 */
export function liveDesign(service: LiveService, inventory: Inventory): LiveDesign {
  const trail = followNames(zoneBook(inventory.hostedZones), firstNames(service));
  const records = [...trail.passed.values()].flatMap((sets) => [...sets]);
  const checks = healthChecksOf(inventory, records);
  const collections = collectionsOf(inventory, records);
  const accelerators = acceleratorsOf(service, inventory, trail);
  const wanted: WantedPart[] = [
    ...(trail.isByName ? [{ subject: "hosted-zones" as const, scope: null, account: null }] : []),
    ...[...trail.passed.keys()].map(({ id, found }) => ({
      subject: "record-sets" as const,
      scope: id,
      account: found.account,
    })),
    ...checks.wanted,
    ...collections.wanted,
    ...accelerators.wanted,
  ];
  return {
    design: {
      hostedZones: [...trail.passed].map(([{ found }, sets]) => ({
        ...found.spec,
        records: found.spec.records.filter((set) => sets.has(set)),
      })),
      healthChecks: checks.specs,
      cidrCollections: collections.specs,
      accelerators: accelerators.specs,
    },
    unread: [
      ...new Set([...trail.lost, ...accelerators.unknown, ...unreadParts(inventory, wanted)]),
    ],
  };
}

/** Names that users look up; an address leads through no record. */
function firstNames({ dns, accelerator }: LiveService): FirstName[] {
  const names: FirstName[] = [];
  if (dns !== undefined) {
    names.push({ name: dns.name ?? hostOf(dns.url), hostedZoneId: dns.hostedZoneId });
  }
  if (accelerator !== undefined) names.push({ name: hostOf(accelerator.url) });
  return names.filter(({ name }) => !isAddress(name));
}
