const HEALTHY_ABOVE_PERCENT = 18;

/**
 * Whether an endpoint is healthy, by how many of its checkers say so: more than 18 % must.
 * docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
export function enoughSayHealthy(healthy: number, checkers: number): boolean {
  return healthy * 100 > checkers * HEALTHY_ABOVE_PERCENT;
}
