import { FailureClass, failureSource } from "../../../probe/contract/failure.ts";
import type { Entry, Metric } from "../../contract/measured.ts";
import type { SeriesSummary } from "./status-input.ts";
import { VERDICT_RULES } from "./verdict-rules.ts";

/**
 * Metrics whose values come from an endpoint. The others end at a resolver or at the accelerator's
 * edge, and would make a path with no endpoint behind it look alive. Pings (`icmp_rtt`) are answered by
 * the edge too, and many hosts that serve well answer none.
 */
const END_TO_END: ReadonlySet<Metric> = new Set(["echo_rtt", "ttfb_new", "udp_rtt"]);

/** All end-to-end metrics of one path taken together. */
export type PathHealth = {
  readonly vantage: string;
  readonly service: string;
  readonly entry: Entry;
  /** The endpoint measured or, where the entry chooses, the one that answered most often. */
  readonly endpoint: string | null;
  /** Whether the entry chose the endpoint: this is what users get. */
  readonly chosen: boolean;
  readonly sent: number;
  readonly lost: number;
  readonly failed: number;
  /** The most frequent failure of its worst metric. */
  readonly failure: string | null;
  /** `down`: no answer at all. `unmeasured`: the probe's own doing, which says nothing of the path. */
  readonly state: "good" | "impaired" | "down" | "unmeasured";
};

/** Judges every path with attempts in the window, in the order of its first series. */
export function pathHealths(series: readonly SeriesSummary[]): PathHealth[] {
  const paths = new Map<string, SeriesSummary[]>();
  for (const each of series) {
    if (each.summary.sent === 0 || !END_TO_END.has(each.series.metric)) continue;
    const { vantage, service, entry, endpoint } = each.series;
    const key = `${vantage}/${service}/${entry}/${endpoint ?? "*"}`;
    const metrics = paths.get(key);
    if (metrics === undefined) paths.set(key, [each]);
    else metrics.push(each);
  }
  return [...paths.values()].map(healthOf);
}

function healthOf(metrics: readonly SeriesSummary[]): PathHealth {
  const [first] = metrics as [SeriesSummary, ...SeriesSummary[]];
  const { vantage, service, entry, endpoint } = first.series;
  const sent = total(metrics, "sent");
  const lost = total(metrics, "lost");
  const failed = total(metrics, "failed");
  const answered = total(metrics, "n") + total(metrics, "tainted");
  const failure = metrics.reduce((worst, each) =>
    each.summary.failed > worst.summary.failed ? each : worst,
  ).summary.failure;
  const counts = { sent, lost, failed, answered, failure };
  return {
    vantage,
    service,
    entry,
    endpoint: endpoint ?? servedMostOften(metrics),
    chosen: endpoint === null,
    sent,
    lost,
    failed,
    failure,
    state: stateOf(counts),
  };
}

function stateOf(counts: {
  sent: number;
  lost: number;
  failed: number;
  answered: number;
  failure: string | null;
}): PathHealth["state"] {
  const { sent, lost, failed, answered, failure } = counts;
  const bad = lost + failed;
  if (isProbesOwn(failure) && failed > sent / 2) return "unmeasured";
  if (bad < VERDICT_RULES.leastBadAttempts) return answered > 0 ? "good" : "unmeasured";
  if (answered === 0) return "down";
  return bad / sent > VERDICT_RULES.badRatio ? "impaired" : "good";
}

function isProbesOwn(failure: string | null): boolean {
  const known = FailureClass.safeParse(failure);
  return known.success && failureSource(known.data) === "probe";
}

function servedMostOften(metrics: readonly SeriesSummary[]): string | null {
  const answers = metrics.flatMap((each) => Object.entries(each.summary.servedBy));
  return answers.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? null;
}

function total(
  metrics: readonly SeriesSummary[],
  count: "n" | "sent" | "lost" | "failed" | "tainted",
): number {
  return metrics.reduce((sum, each) => sum + each.summary[count], 0);
}
