import type { HealthCheckSpec } from "../../contract/aws/health-check-spec.ts";
import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { KnownHealth } from "../routing/assumed-health.ts";
import type { EndpointBook } from "../routing/endpoint-book.ts";
import { isAddress } from "../routing/is-address.ts";
import { canonicalName } from "../routing/names.ts";

/**
 * What is down when an endpoint fails, endpoint by endpoint: everything that belongs to it, and the
 * health checks that look at it. A check whose address belongs to none is taken to look at the endpoint
 * that it watches over: the one that the records answer with which name it.
 */
export function endpointDown(
  { healthChecks, hostedZones }: RoutingDesign,
  book: EndpointBook,
): (endpoint: string) => KnownHealth {
  const resources = new Map<string, Set<string>>();
  for (const [key, endpoint] of book) addTo(resources, endpoint, key);
  const watched = watchedOver(
    hostedZones.flatMap(({ records }) => records),
    book,
  );
  const checks = new Map<string, Set<string>>();
  for (const check of healthChecks) {
    // People turn these, or other checks do.
    if (check.config.type === "RECOVERY_CONTROL" || check.config.type === "CALCULATED") continue;
    const [over, ...others] = watched.get(check.id) ?? [];
    const endpoint = lookedAt(check, book) ?? (others.length === 0 ? over : undefined);
    if (endpoint !== undefined) addTo(checks, endpoint, check.id);
  }
  return (endpoint) => ({
    downChecks: checks.get(endpoint) ?? new Set(),
    downResources: resources.get(endpoint) ?? new Set(),
  });
}

/** By health check, what the records answer with that name it: endpoints, and what belongs to none. */
function watchedOver(records: readonly RecordSet[], book: EndpointBook) {
  const over = new Map<string, Set<string>>();
  for (const { healthCheckId, values = [] } of records) {
    if (healthCheckId === undefined) continue;
    for (const value of values) addTo(over, healthCheckId, ownerOf(book, value) ?? value);
  }
  return over;
}

function lookedAt({ config }: HealthCheckSpec, book: EndpointBook): string | undefined {
  // A disabled check says the same whatever happens.
  if (!("requestIntervalS" in config) || config.disabled) return undefined;
  const host = config.ipAddress ?? config.fullyQualifiedDomainName;
  return host === undefined ? undefined : ownerOf(book, host);
}

function ownerOf(book: EndpointBook, host: string): string | undefined {
  return book.get(isAddress(host) ? host.toLowerCase() : canonicalName(host));
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  sets.set(key, (sets.get(key) ?? new Set<string>()).add(value));
}
