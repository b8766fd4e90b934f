import type { Matrix, MatrixCell } from "../../controller/contract/matrix.ts";
import type { Statistic, Summary } from "../../controller/contract/statistic.ts";
import { lossDetail } from "./loss.ts";
import { entryName, metricName } from "./names.ts";
import { countText, exactLatencyText, percentText } from "./number-text.ts";
import { STATISTICS, statisticOf, valuesNeeded } from "./statistic.ts";
import { agoText, clockText } from "./time-text.ts";

interface DetailLine {
  term: string;
  text: string;
  strong: boolean;
}

export interface CellDetails {
  /** Direction in words, so that nobody has to guess it. */
  title: string;
  subtitle: string;
  lines: DetailLine[];
}

const STATE_WORDS: Record<MatrixCell["state"], string | null> = {
  value: null,
  few: "too few values for a number to act on",
  stale: "the last value is older than three rounds",
  lost: "sent, and nothing came back",
  failed: "the target could not be reached or answered wrongly",
  probe: "the probe is silent: nothing is known",
  none: "never scheduled",
};

/** Everything that is known of one cell, with three decimals, counts and intervals. */
export function cellDetails(matrix: Matrix, cell: MatrixCell, statistic: Statistic): CellDetails {
  const words = STATE_WORDS[cell.state];
  const measured = cell.state !== "probe" && cell.state !== "none";
  return {
    title: `from ${cell.vantage} to ${cell.endpoint ?? `${matrix.service} as routed`}`,
    subtitle: `${entryName(matrix.entry)} · ${metricName(matrix.metric)}`,
    lines: [
      ...(words === null ? [] : [line("State", words)]),
      ...(cell.summary !== null && measured ? quantileLines(cell.summary, statistic) : []),
      ...(cell.summary === null ? [] : countLines(cell.summary, matrix.toMs)),
    ],
  };
}

function line(term: string, text: string, strong = false): DetailLine {
  return { term, text, strong };
}

function quantileLines(summary: Summary, statistic: Statistic): DetailLine[] {
  return STATISTICS.map((each) => line(each, quantileText(summary, each), each === statistic));
}

function countLines(summary: Summary, atMs: number): DetailLine[] {
  const lines = [
    line("n", `${countText(summary.n)} of ${countText(summary.sent)} sent`),
    line("Loss", lossDetail(summary.lost, summary.sent)),
  ];
  if (summary.failed > 0) {
    const failure = summary.failure ?? "unclassified";
    lines.push(line("Failed", `${countText(summary.failed)}, mostly ${failure}`));
  }
  if (summary.tainted > 0) {
    lines.push(line("Left out", `${countText(summary.tainted)} while the probe stalled`));
  }
  const served = serversText(summary);
  if (served !== null) lines.push(line("Served by", served));
  lines.push(line("Newest", newestText(summary, atMs)));
  return lines;
}

function quantileText(summary: Summary, statistic: Statistic): string {
  const quantile = statisticOf(summary, statistic);
  if (quantile === null) return `n=${summary.n} < ${valuesNeeded(statistic)}`;
  const value = exactLatencyText(quantile.us);
  if (quantile.lowUs === null && quantile.highUs === null) return value;
  const low = quantile.lowUs === null ? "no bound" : exactLatencyText(quantile.lowUs);
  const high = quantile.highUs === null ? "no bound" : exactLatencyText(quantile.highUs);
  return `${value} (${low} to ${high})`;
}

function serversText(summary: Summary): string | null {
  const servers = Object.entries(summary.servedBy).sort((one, other) => other[1] - one[1]);
  const all = servers.reduce((sum, [, count]) => sum + count, 0);
  if (all === 0) return null;
  return servers.map(([id, count]) => `${id} ${percentText(count / all)}`).join(", ");
}

function newestText(summary: Summary, atMs: number): string {
  const newest = summary.newestAtMs;
  return newest === null ? "no value" : `${clockText(newest)}, ${agoText(newest, atMs)}`;
}
