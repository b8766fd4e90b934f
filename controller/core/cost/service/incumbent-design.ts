import type { RoutingDesign } from "../../../contract/aws/routing-design.ts";
import type { Service } from "../../../contract/estate.ts";
import type { FirstName } from "../../routing/live/follow-names.ts";
import { hostOf } from "../../url/url-parts.ts";
import { declaredDesign } from "./declared-design.ts";
import { incumbentOf } from "./incumbent-of.ts";
import type { PricedDesign } from "./priced-design.ts";
import { entryLabel, readDesign, unknownDesign } from "./read-design.ts";

type CostedService = Pick<Service, "dns" | "accelerator" | "endpoints" | "incumbent">;

/**
 * What the way in that users take today is charged for, out of what stands in AWS.
 *
 * @param routing everything that the service's name and accelerator lead through; null where nobody
 *   knows, and then the declared way in is priced
 */
export function incumbentDesign(
  service: CostedService,
  routing: RoutingDesign | null,
): PricedDesign {
  const incumbent = incumbentOf(service);
  if (incumbent === null) {
    return unknownDesign("As it is", "which way in users take today", "declare the incumbent");
  }
  if (routing === null) return declaredDesign(incumbent, entryLabel(incumbent), service);
  return readDesign(service, { entry: incumbent, first: nameOf(service) }, routing);
}

/** Host name that users look up, as declared, else of the address by name, and the zone it stands in. */
function nameOf({ dns }: Pick<CostedService, "dns">): FirstName | null {
  return dns === undefined
    ? null
    : { name: dns.name ?? hostOf(dns.url), hostedZoneId: dns.hostedZoneId };
}
