import type { Service } from "../../contract/estate.ts";
import type { Inventory } from "../../contract/inventory.ts";
import { hostOf } from "../url/url-parts.ts";
import { type EndpointBook, endpointBook, type Link } from "./endpoint-book.ts";
import { isAddress } from "./is-address.ts";
import { canonicalName } from "./names.ts";

type Known = Pick<Inventory, "instances" | "addresses" | "loadBalancers" | "hostedZones">;

/**
 * What belongs to each endpoint of a service: what its owner says, and what AWS says of that.
 *
 * @param inventory null where AWS was not read
 */
export function serviceBook(
  { endpoints }: Pick<Service, "endpoints">,
  inventory: Known | null,
): EndpointBook {
  const seeds = endpoints.map(({ id, url, resource, addresses = [] }) => ({
    endpoint: id,
    keys: [...addresses, keyOfHost(hostOf(url)), ...(resource === undefined ? [] : [resource])],
  }));
  return endpointBook(seeds, inventory === null ? [] : linksOf(inventory));
}

function linksOf({ instances, addresses, loadBalancers, hostedZones }: Known): Link[] {
  return [
    ...instances.flatMap(({ id, publicAddress }): Link[] =>
      publicAddress === null ? [] : [[id, publicAddress]],
    ),
    ...addresses.flatMap(({ allocationId, address, instance }): Link[] => [
      [allocationId, address],
      ...(instance === null ? [] : [[allocationId, instance] as const]),
    ]),
    ...loadBalancers.flatMap(({ arn, dnsName, addresses: own }): Link[] => [
      ...own.map((address): Link => [arn, address]),
      ...(dnsName === null ? [] : namesOf(dnsName).map((name): Link => [arn, name])),
    ]),
    ...hostedZones.flatMap(({ spec }) => spec.records.flatMap(linksOfRecord)),
  ];
}

/** A load balancer's name, and that by which the console writes aliases to it. */
function namesOf(dnsName: string): string[] {
  const name = canonicalName(dnsName);
  return [name, `dualstack.${name}`];
}

/** A name with one answer for everybody is what it answers. */
function linksOfRecord({
  name,
  type,
  routing,
  values = [],
  alias,
}: Known["hostedZones"][number]["spec"]["records"][number]): Link[] {
  const leads = type === "A" || type === "AAAA" || type === "CNAME";
  if (!leads || routing.policy !== "simple") return [];
  const target = alias?.dnsName ?? (values.length === 1 ? values[0] : undefined);
  if (target === undefined) return [];
  return [[canonicalName(name), keyOfHost(target)]];
}

/** A name in the form in which answers are compared; an address as it is. */
function keyOfHost(host: string): string {
  const plain = host.replace(/^\[(.*)\]$/, "$1");
  return isAddress(plain) ? plain.toLowerCase() : canonicalName(plain);
}
