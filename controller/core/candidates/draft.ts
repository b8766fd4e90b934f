import type { AcceleratorSpec } from "../../contract/aws/accelerator-spec.ts";
import type { CidrCollectionSpec } from "../../contract/aws/cidr-collection-spec.ts";
import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { Ground } from "./ground.ts";
import { healthChecksOf } from "./health-checks.ts";
import type { DesignSettings } from "./settings.ts";

/** What a policy puts together; the rest of a design follows from it. */
export interface Draft {
  readonly records: readonly RecordSet[];
  readonly cidrCollections?: readonly CidrCollectionSpec[];
  readonly accelerators?: readonly AcceleratorSpec[];
}

/** The whole specification: a draft's records in their zone, and the health checks that they name. */
export function designOf(ground: Ground, settings: DesignSettings, draft: Draft): RoutingDesign {
  const { records, cidrCollections = [], accelerators = [] } = draft;
  const named = new Set(records.flatMap(({ healthCheckId }) => healthCheckId ?? []));
  return {
    hostedZones: [
      {
        ...ground.zone,
        comment: "",
        isPrivate: false,
        vpcs: [],
        nameServers: [],
        tags: {},
        records: [...records],
      },
    ],
    healthChecks: healthChecksOf(ground, settings).filter(({ id }) => named.has(id)),
    cidrCollections: [...cidrCollections],
    accelerators: [...accelerators],
  };
}
