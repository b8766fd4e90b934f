import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { RoutingPolicy } from "../../contract/aws/routing-policy.ts";
import { hostOf } from "../url/url-parts.ts";
import type { Ground, PlannedEndpoint } from "./ground.ts";
import { checkIdOf } from "./health-checks.ts";

/** Where and how a record answers with an endpoint. */
export interface Place {
  readonly name: string;
  readonly routing: RoutingPolicy;
  readonly setIdentifier?: string;
}

/** A record set that answers with one endpoint as long as it is healthy. */
export function endpointRecord(
  { recordType }: Pick<Ground, "recordType">,
  ttlS: number,
  endpoint: PlannedEndpoint,
  { name, routing, setIdentifier = endpoint.id }: Place,
): RecordSet {
  const values = recordType === "A" ? endpoint.addresses : [hostOf(endpoint.url)];
  // Most policies take one value a record; an endpoint's further addresses are the same endpoint's.
  const taken =
    routing.policy === "simple" || routing.policy === "weighted" ? values : values.slice(0, 1);
  return {
    name,
    type: recordType,
    ...(routing.policy === "simple" ? {} : { setIdentifier, healthCheckId: checkIdOf(endpoint) }),
    routing,
    ttlS,
    values: [...taken],
  };
}

/**
 * A record set that answers with what another name of the same zone answers.
 *
 * @param asksTarget whether it is unhealthy while nothing at the target is healthy
 */
export function aliasRecord(
  { recordType, zone }: Pick<Ground, "recordType" | "zone">,
  target: string,
  { name, routing, setIdentifier }: Place,
  asksTarget = true,
): RecordSet {
  return {
    name,
    type: recordType,
    ...(setIdentifier === undefined ? {} : { setIdentifier }),
    routing,
    alias: { hostedZoneId: zone.id, dnsName: target, evaluateTargetHealth: asksTarget },
  };
}
