import type { RoutingDesign } from "../../../contract/aws/routing-design.ts";
import type { CostDesign, Route53Design } from "../../../contract/cost-design.ts";
import type { Service } from "../../../contract/estate.ts";
import type { FirstName } from "../../routing/live/follow-names.ts";
import { hostOf } from "../../url/url-parts.ts";
import { chargedChecks } from "./charged-checks.ts";
import { declaredDesign } from "./declared-design.ts";
import { incumbentOf } from "./incumbent-of.ts";
import type { PricedDesign } from "./priced-design.ts";
import { type NamedQueries, queriesOfName } from "./query-class.ts";

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
  const missing = (queries?.unknown ?? []).map((what) => ({ group: null, what, mend: MEND_NAME }));
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

const MEND_NAME = "mend the record that leads there, or read the account that has its name";

/** Host name that users look up, as declared, else of the address by name, and the zone it stands in. */
function nameOf({ dns }: Pick<CostedService, "dns">): FirstName | null {
  return dns === undefined
    ? null
    : { name: dns.name ?? hostOf(dns.url), hostedZoneId: dns.hostedZoneId };
}

function route53Part(
  routing: RoutingDesign,
  queries: NamedQueries,
  { endpoints }: CostedService,
): { readonly route53: Route53Design; readonly assumptions: string[] } {
  const { queryClass, classes, records } = queries;
  const used = routing.hostedZones.filter((zone) =>
    zone.records.some((record) => records.includes(record)),
  );
  const { charged, outside } = chargedChecks(routing, records, endpoints);
  const policies = records.flatMap(({ trafficPolicyInstanceId }) => trafficPolicyInstanceId ?? []);
  const collections = new Set(
    records.flatMap(({ routing: { ...policy } }) =>
      policy.policy === "ip-based" ? policy.collectionId : [],
    ),
  );
  const blocks = routing.cidrCollections
    .filter(({ id }) => collections.has(id))
    .flatMap(({ locations }) => locations.flatMap((location) => location.blocks));
  const mixed = `Queries are charged as ${classes.join(" or ")}, by the record that answers; ${queryClass ?? "the dearest"} is taken for all.`;
  const strangers = `Health checks ${outside.join(", ")} are taken for checks of endpoints outside AWS: their addresses are none of the service's.`;
  return {
    route53: {
      hostedZones: used.map((zone) => ({ records: zone.records.length })),
      queryClass,
      healthChecks: charged,
      trafficPolicyRecords: new Set(policies).size,
      cidrBlocks: blocks.length,
    },
    assumptions: [
      "The hosted zone is counted whole, also where other services use it.",
      ...(classes.length > 1 ? [mixed] : []),
      ...(outside.length > 0 ? [strangers] : []),
    ],
  };
}

function unknownDesign(label: string, what: string, mend: string): PricedDesign {
  return { label, design: null, missing: [{ group: null, what, mend }], assumptions: [] };
}
