import type { Inventory } from "../../contract/inventory.ts";
import type { FoundLoadBalancer } from "../../contract/inventory-network.ts";
import { canonicalName } from "./names.ts";

/** What is down, in the words of `Assumed`. */
export type KnownHealth = {
  readonly downChecks: ReadonlySet<string>;
  readonly downResources: ReadonlySet<string>;
};

/**
 * What AWS found down when it was read, so that clients who are led elsewhere because of that are no
 * surprise. What AWS said nothing of counts as up.
 */
export function assumedHealth({
  healthChecks,
  accelerators,
  loadBalancers,
}: Pick<Inventory, "healthChecks" | "accelerators" | "loadBalancers">): KnownHealth {
  const down = loadBalancers.filter(isDown);
  return {
    downChecks: new Set(
      healthChecks.filter(({ status }) => status?.isHealthy === false).map(({ spec }) => spec.id),
    ),
    downResources: new Set([
      ...accelerators.flatMap(({ endpointHealth }) =>
        endpointHealth
          .filter(({ state }) => state === "UNHEALTHY")
          .map(({ endpointId }) => endpointId),
      ),
      ...down.flatMap(({ arn, dnsName }) => {
        const name = dnsName === null ? null : canonicalName(dnsName);
        return name === null ? [arn] : [arn, name, `dualstack.${name}`];
      }),
    ]),
  };
}

/** Whether all targets are known and none takes traffic. */
function isDown({ targetGroups }: FoundLoadBalancer): boolean {
  if (targetGroups === null || targetGroups.length === 0) return false;
  return targetGroups.every(
    ({ targets }) =>
      targets !== null && targets.length > 0 && targets.every(({ state }) => state !== "healthy"),
  );
}
