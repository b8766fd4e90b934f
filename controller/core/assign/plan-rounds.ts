import type { Round, Target } from "../../../probe/contract/assignment.ts";
import type { PlacedVantage, Service } from "../../contract/estate.ts";
import type { Entry, Metric } from "../../contract/measured.ts";

/** Targets of a round must be comparable pair by pair, so they are tried within one second at most. */
const WIDEST_SPREAD_MS = 1_000;
/** The longest interval that a round may have; see the assignment's contract. */
const LONGEST_INTERVAL_MS = 3_600_000;

/** Of an http address that has been validated; an IPv6 address keeps its brackets. */
const HOST_OF_URL = /^https?:\/\/(?:[^/?#@]*@)?(\[[^\]]+\]|[^:/?#]+)/i;

/**
 * What one vantage measures of one service, as rounds in a fixed order: warm requests and new
 * connections on every path, name resolution where a Route 53 name is declared, pings where wanted.
 */
export function planRounds(service: Service, vantage: PlacedVantage): Round[] {
  const targets = targetsOf(service, vantage);
  const resolved = targets.filter((target) => target.entry === "dns" && target.endpoint === null);
  const { echoIntervalMs, connectionIntervalMs, icmpIntervalMs } = service.cadence;
  return [
    round(service, "echo_rtt", echoIntervalMs, targets),
    round(service, "ttfb_new", connectionIntervalMs, targets),
    ...(resolved.length === 0 ? [] : [round(service, "dns", connectionIntervalMs, resolved)]),
    ...(icmpIntervalMs === undefined
      ? []
      : [round(service, "icmp_rtt", icmpIntervalMs, targets.map(pinged))]),
  ];
}

function round(service: Service, metric: Metric, cadenceMs: number, targets: Target[]): Round {
  const intervalMs = Math.min(cadenceMs, LONGEST_INTERVAL_MS);
  return {
    id: `${service.id}/${metric}`,
    metric,
    intervalMs,
    // Half the interval at most: a round is over well before the next one begins.
    spreadMs: Math.min(WIDEST_SPREAD_MS, Math.floor(intervalMs / 2)),
    timeoutMs: service.cadence.timeoutMs,
    targets,
  };
}

function targetsOf(service: Service, vantage: PlacedVantage): Target[] {
  const direct = service.endpoints.map(({ id, url }) => ({
    entry: "direct" as const,
    endpoint: id,
    url,
  }));
  const ways = [...direct, ...chosen(service, "dns"), ...chosen(service, "accelerator")];
  return ways.map((way) => ({ service: service.id, ...way, ...askedHow(service, vantage) }));
}

/** The same way in, to the host alone. */
function pinged({ servedByHeader: _none, url, ...target }: Target): Target {
  return { ...target, url: `icmp://${HOST_OF_URL.exec(url)?.[1]}` };
}

/** The address where the entry chooses, then those that lead to one endpoint each, by name. */
function chosen(service: Service, entry: Exclude<Entry, "direct">) {
  const declared = service[entry];
  if (declared === undefined) return [];
  const pinned = Object.entries(declared.pinned).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    { entry, endpoint: null, url: declared.url },
    ...pinned.map(([endpoint, url]) => ({ entry, endpoint, url })),
  ];
}

function askedHow(
  { httpVersion, servedByHeader }: Service,
  { resolver }: PlacedVantage,
): Pick<Target, "resolver" | "httpVersion" | "servedByHeader"> {
  return {
    ...(resolver === undefined ? {} : { resolver }),
    ...(httpVersion === undefined ? {} : { httpVersion }),
    ...(servedByHeader === undefined ? {} : { servedByHeader }),
  };
}
