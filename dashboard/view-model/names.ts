import type { Entry, Metric, VantageKind } from "../../controller/contract/measured.ts";

export const ENTRIES: readonly Entry[] = ["direct", "dns", "accelerator"];

const ENTRY_NAMES: Record<Entry, string> = {
  direct: "Direct",
  dns: "Route 53",
  accelerator: "Global Accelerator",
};

const METRIC_NAMES: Record<Metric, string> = {
  echo_rtt: "Echo RTT",
  ttfb_new: "New connection to first byte",
  udp_rtt: "UDP RTT",
  connect: "TCP connect",
  tls: "TLS handshake",
  dns: "DNS lookup",
  icmp_rtt: "ICMP RTT",
};

const KIND_NAMES: Record<VantageKind, string> = {
  region: "Region",
  "availability-zone": "Availability Zone",
  "local-zone": "Local Zone",
  outpost: "Outpost",
  custom: "Own place",
};

export function entryName(entry: Entry): string {
  return ENTRY_NAMES[entry];
}

/** The way in as part of a sentence. */
export function entryPhrase(entry: Entry): string {
  return entry === "direct" ? "straight to the endpoint" : `by ${ENTRY_NAMES[entry]}`;
}

export function metricName(metric: Metric): string {
  return METRIC_NAMES[metric];
}

export function kindName(kind: VantageKind): string {
  return KIND_NAMES[kind];
}

/**
 * Metrics that the matrix offers for a way in: a name is only looked up where there is one, and hosts are
 * only pinged where the service wants it.
 */
export function metricsOf(entry: Entry, isPinged: boolean): readonly Metric[] {
  return [
    "echo_rtt",
    "ttfb_new",
    ...(entry === "dns" ? ["dns" as const] : []),
    ...(isPinged ? ["icmp_rtt" as const] : []),
  ];
}
