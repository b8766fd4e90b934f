import type { AcceleratorSpec, ListenerSpec } from "../../contract/aws/accelerator-spec.ts";
import type { HealthCheckSpec } from "../../contract/aws/health-check-spec.ts";
import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import { listenerKey } from "../routing/canonical-accelerator.ts";
import { recordKey } from "../routing/canonical-record.ts";
import { type Settings, settingsOf } from "./settings-of.ts";

/** Where in a design something stands: its kind, then names from the outside in. */
export type ItemPlace =
  | { readonly kind: "record"; readonly zone: string; readonly record: string }
  | { readonly kind: "health-check"; readonly id: string }
  | { readonly kind: "cidr-location"; readonly collection: string; readonly location: string }
  | {
      readonly kind: "accelerator";
      readonly accelerator: string;
      readonly listener?: string;
      readonly region?: string;
      readonly endpointId?: string;
    };

/** One thing of a design that can be there or not, with its settings. */
export type DesignItem = {
  readonly place: ItemPlace;
  /** As people call it. */
  readonly title: string;
  readonly settings: Settings;
};

/**
 * A design, in canonical form, as single things by a key. What only AWS gives, and what leads nobody
 * anywhere (ARNs, versions, comments, tags, logs), is left out.
 */
export function itemsOf(design: RoutingDesign): Map<string, DesignItem> {
  const items = [
    ...design.hostedZones.flatMap(({ id, records }) => records.map((set) => recordItem(id, set))),
    ...design.healthChecks.map(healthCheckItem),
    ...design.cidrCollections.flatMap(({ id, name, locations }) =>
      locations.map(
        (location): DesignItem => ({
          place: { kind: "cidr-location", collection: id, location: location.name },
          title: `CIDR location ${location.name} of ${name}`,
          settings: settingsOf({ blocks: location.blocks }),
        }),
      ),
    ),
    ...design.accelerators.flatMap(acceleratorItems),
  ];
  return new Map(items.map((item) => [keyOf(item.place), item]));
}

/** Tells places apart; that of a part begins with that of its whole. */
export function keyOf(place: ItemPlace): string {
  return Object.values(place).join("\n");
}

/** What an accelerator is told apart by. */
export function acceleratorKey({ arn, name }: Pick<AcceleratorSpec, "arn" | "name">): string {
  return arn ?? name;
}

function recordItem(zone: string, set: RecordSet): DesignItem {
  const { name, type, setIdentifier, routing, ttlS, values, alias, healthCheckId } = set;
  const told = setIdentifier === undefined ? "" : ` (${setIdentifier})`;
  return {
    place: { kind: "record", zone, record: recordKey(set) },
    title: `record ${type} ${name}${told}`,
    settings: settingsOf({ routing, ttlS, values, alias, healthCheckId }),
  };
}

function healthCheckItem({ id, config, tags }: HealthCheckSpec): DesignItem {
  const name = tags["Name"];
  return {
    place: { kind: "health-check", id },
    title: name === undefined ? `health check ${id}` : `health check ${name} (${id})`,
    settings: settingsOf(config),
  };
}

function acceleratorItems(accelerator: AcceleratorSpec): DesignItem[] {
  const { name, enabled, ipAddressType, ipSets, listeners } = accelerator;
  const addresses = ipSets.flatMap((set) => set.addresses).sort();
  const place = { kind: "accelerator", accelerator: acceleratorKey(accelerator) } as const;
  const title = `accelerator ${name}`;
  return [
    { place, title, settings: settingsOf({ enabled, ipAddressType, addresses }) },
    ...listeners.flatMap((listener) => listenerItems(listener, place, title)),
  ];
}

function listenerItems(
  listener: ListenerSpec,
  above: Extract<ItemPlace, { kind: "accelerator" }>,
  name: string,
): DesignItem[] {
  const key = listenerKey(listener);
  const place = { ...above, listener: key };
  const title = `${name}, listener ${key}`;
  const { clientAffinity, endpointGroups } = listener;
  return [
    { place, title, settings: settingsOf({ clientAffinity }) },
    ...endpointGroups.flatMap(({ region, dialPercent, healthCheck, portOverrides, endpoints }) => {
      const group = { ...place, region };
      const overrides = portOverrides.map((each) => `${each.listenerPort}→${each.endpointPort}`);
      const settings = settingsOf({ dialPercent, healthCheck, portOverrides: overrides });
      return [
        { place: group, title: `${title}, group ${region}`, settings },
        ...endpoints.map(({ endpointId, weight, clientIpPreservation }) => ({
          place: { ...group, endpointId },
          title: `${title}, group ${region}, endpoint ${endpointId}`,
          settings: settingsOf({ weight, clientIpPreservation }),
        })),
      ];
    }),
  ];
}
