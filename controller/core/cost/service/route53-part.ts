import type { RoutingDesign } from "../../../contract/aws/routing-design.ts";
import type { Route53Design } from "../../../contract/cost-design.ts";
import type { Service } from "../../../contract/estate.ts";
import { chargedChecks } from "./charged-checks.ts";
import type { PricedDesign } from "./priced-design.ts";
import type { NamedQueries } from "./query-class.ts";

type Route53Part = Pick<PricedDesign, "missing" | "assumptions"> & {
  readonly route53: Route53Design;
};

const MEND_NAME = "mend the record that leads there, or read the account that has its name";
const MEND_CHECK = "mend the record that names it, or read the account that has it";

/** What of a design is charged by Route 53, and what of that is not known. */
export function route53Part(
  routing: RoutingDesign,
  queries: NamedQueries,
  { endpoints }: Pick<Service, "endpoints">,
): Route53Part {
  const { queryClass, classes, records } = queries;
  const used = routing.hostedZones.filter((zone) =>
    zone.records.some((record) => records.includes(record)),
  );
  const { charged, outside, lost } = chargedChecks(routing, records, endpoints);
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
    missing: [
      ...queries.unknown.map((what) => ({ group: null, what, mend: MEND_NAME })),
      ...lost.map((id) => ({
        group: null,
        what: `what health check ${id} looks at`,
        mend: MEND_CHECK,
      })),
    ],
    assumptions: [
      "The hosted zone is counted whole, also where other services use it.",
      ...(classes.length > 1 ? [mixed] : []),
      ...(outside.length > 0 ? [strangers] : []),
    ],
  };
}
