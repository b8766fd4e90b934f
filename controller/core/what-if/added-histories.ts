import type { Endpoint } from "../../contract/endpoint.ts";
import type { PlacedVantage } from "../../contract/estate.ts";
import type { PathHistory } from "../../contract/path-history.ts";
import { binOf, middleOfBin } from "../histogram/latency-histogram.ts";
import { modelledRttUs } from "../routing/modelled-rtt.ts";

/** What vantages measured straight to an endpoint of any service, and the place where that stands. */
export interface PlacedHistory {
  readonly place: string;
  readonly history: PathHistory;
}

/**
 * What the way straight to an endpoint that is not there yet would have shown: what the same vantage
 * measured to another endpoint in the same place, else the time that the distance takes, going up and
 * down as the vantage's most measured way does. A vantage that measured nothing gets nothing.
 *
 * @param straight what was measured straight to endpoints of the service
 * @param elsewhere the same of other services
 */
export function addedHistories(
  endpoint: Endpoint,
  vantages: readonly PlacedVantage[],
  straight: readonly PlacedHistory[],
  elsewhere: readonly PlacedHistory[],
): PathHistory[] {
  return vantages.flatMap((vantage): PathHistory[] => {
    const own = straight.filter(({ history }) => history.vantage === vantage.id);
    const there = [...own, ...elsewhere].find(
      ({ place, history }) => place === endpoint.place && history.vantage === vantage.id,
    );
    if (there !== undefined) return [standIn(there.history, endpoint.id, "measured_elsewhere")];
    const most = own
      .map(({ history }) => history)
      .reduce<PathHistory | null>(
        (best, each) => (best === null || each.medians.length > best.medians.length ? each : best),
        null,
      );
    const usual = most === null ? null : middleUs(most);
    if (most === null || usual === null) return [];
    const moved = shifted(most, modelledRttUs(vantage, endpoint) - usual);
    return [standIn(moved, endpoint.id, "modelled")];
  });
}

function standIn(
  history: PathHistory,
  endpoint: string,
  basis: "measured_elsewhere" | "modelled",
): PathHistory {
  const { vantage, medians, days } = history;
  // Who answered there says nothing about who answers here.
  const unserved = days.map((day) => ({ ...day, servedBy: {} }));
  return {
    vantage,
    entry: "direct",
    endpoint,
    basis: history.basis === "modelled" ? "modelled" : basis,
    medians,
    days: unserved,
  };
}

function middleUs({ medians }: PathHistory): number | null {
  const sorted = medians.map(([, us]) => us).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

function shifted(history: PathHistory, byUs: number): PathHistory {
  const move = (us: number) => Math.max(1, Math.round(us + byUs));
  return {
    ...history,
    medians: history.medians.map(([atMs, us, n]) => [atMs, move(us), n]),
    days: history.days.map((day) => ({ ...day, bins: movedBins(day.bins, move) })),
  };
}

function movedBins(bins: readonly number[], move: (us: number) => number): number[] {
  const counts = new Map<number, number>();
  let index = 0;
  for (let at = 0; at < bins.length; at += 2) {
    index += bins[at] as number;
    const bin = binOf(move(middleOfBin(index)));
    counts.set(bin, (counts.get(bin) ?? 0) + (bins[at + 1] as number));
  }
  let before = 0;
  return [...counts]
    .sort(([a], [b]) => a - b)
    .flatMap(([bin, count]) => {
      const step = bin - before;
      before = bin;
      return [step, count];
    });
}
