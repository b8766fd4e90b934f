import type { RoutingDesign } from "../../../contract/aws/routing-design.ts";
import type { CostDesign } from "../../../contract/cost-design.ts";
import type { Service } from "../../../contract/estate.ts";
import type { FirstName } from "../../routing/live/follow-names.ts";
import { hostOf } from "../../url/url-parts.ts";
import { declaredDesign } from "./declared-design.ts";
import { incumbentOf } from "./incumbent-of.ts";
import type { PricedDesign } from "./priced-design.ts";
import { queriesOfName } from "./query-class.ts";
import { route53Part } from "./route53-part.ts";

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
  if (routing === null) return declaredDesign(incumbent, labelOf(incumbent), service);
  return readDesign(service, incumbent, routing);
}

/** By what the records say, and where there is no name by what is declared. */
function readDesign(
  service: CostedService,
  incumbent: Entry,
  routing: RoutingDesign,
): PricedDesign {
  const first = nameOf(service);
  const queries = first === null ? null : queriesOfName(routing, first);
  if (incumbent === "dns" && queries === null) {
    const what = `address records of ${first?.name ?? "the service's name"} in the hosted zones that were read`;
    return unknownDesign(
      labelOf(incumbent),
      what,
      "declare entries.dns.name, or read the account that has it",
    );
  }
  const parts = queries === null ? null : route53Part(routing, queries, service);
  const entry = queries?.toAccelerator ?? (incumbent === "accelerator" ? "all" : "none");
  const assumptions = parts?.assumptions ?? [];
  const namesAsked = queries?.namesAsked ?? 1;
  const missing = parts?.missing ?? [];
  if (entry === "none" && parts !== null && incumbent === "dns") {
    const design = { kind: "route53" as const, route53: parts.route53, extras: [] };
    return { label: labelOf("dns"), design, namesAsked, missing, assumptions };
  }
  if (entry === "some") {
    const what = "which client groups the record at the top sends to the accelerator";
    const mend = "isochrone answers shows whom Route 53 sends where";
    return { ...unknownDesign(labelOf(incumbent), what, mend), assumptions };
  }
  const design: CostDesign = {
    kind: "accelerator",
    ...(parts === null ? {} : { route53: parts.route53 }),
    accelerator: { accelerators: 1, publicIpv4Each: 2 },
    extras: [],
  };
  return {
    label: labelOf("accelerator"),
    design,
    namesAsked,
    missing,
    assumptions: [...assumptions, OWN_ADDRESSES],
  };
}

type Entry = "dns" | "accelerator";

/** Of a design that was read, by what it is found to be, whichever way in is declared. */
function labelOf(entry: Entry): string {
  return entry === "dns" ? "As it is: Route 53" : "As it is: Global Accelerator";
}

const OWN_ADDRESSES =
  "Both addresses of the accelerator are Amazon's own; those brought along cost nothing.";

/** Host name that users look up, as declared, else of the address by name, and the zone it stands in. */
function nameOf({ dns }: Pick<CostedService, "dns">): FirstName | null {
  return dns === undefined
    ? null
    : { name: dns.name ?? hostOf(dns.url), hostedZoneId: dns.hostedZoneId };
}

function unknownDesign(label: string, what: string, mend: string): PricedDesign {
  return { label, design: null, missing: [{ group: null, what, mend }], assumptions: [] };
}
