import type { Metric } from "../contract/metric.ts";

const SCHEMES: Record<Metric, readonly string[]> = {
  echo_rtt: ["http:", "https:"],
  ttfb_new: ["http:", "https:"],
  connect: ["http:", "https:", "tcp:", "tls:"],
  tls: ["https:", "tls:"],
  // Only the name of the address counts.
  dns: ["http:", "https:", "tcp:", "tls:", "udp:", "icmp:"],
  udp_rtt: ["udp:"],
  icmp_rtt: ["icmp:"],
};

/**
 * Whether a metric means anything on addresses of a scheme.
 *
 * @param protocol with its colon, as `URL` has it
 */
export function isMeasurable(metric: Metric, protocol: string): boolean {
  return SCHEMES[metric].includes(protocol);
}
