import type { HealthCheckConfig, HealthCheckSpec } from "../../contract/aws/health-check-spec.ts";

/**
 * Which health checks are healthy while what some of them look at is down: checks of checks follow
 * from their children, disabled ones are healthy whatever happens, inverted ones the contrary.
 * A check that is not known counts as healthy unless it is named.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
export function judgeHealthChecks(
  checks: readonly HealthCheckSpec[],
  down: ReadonlySet<string>,
): (healthCheckId: string) => boolean {
  const configs = new Map(checks.map(({ id, config }) => [id, config]));
  const judge = (id: string, asking: ReadonlySet<string>): boolean => {
    const config = configs.get(id);
    if (config === undefined) return !down.has(id);
    return looksHealthy(id, config, asking) !== config.inverted;
  };
  const looksHealthy = (id: string, config: HealthCheckConfig, asking: ReadonlySet<string>) => {
    // Route 53 makes no check whose children lead back to it; a design might.
    if (config.disabled || asking.has(id)) return true;
    if (config.type !== "CALCULATED") return !down.has(id);
    const below = new Set(asking).add(id);
    const healthy = config.childIds.filter((child) => judge(child, below));
    return healthy.length >= config.healthThreshold;
  };
  const judged = new Map<string, boolean>();
  return (id) => {
    const known = judged.get(id) ?? judge(id, new Set());
    judged.set(id, known);
    return known;
  };
}
