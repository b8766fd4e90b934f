import type { ProtocolCell } from "./protocol-cells.ts";
import type { RttCell, ScenarioName } from "./rtt-cells.ts";
import type { Score } from "./score.ts";

/** The rate whose figures are shown where echoes were measured at several. */
const SHOWN_RATE_PER_S = 200;
const COLUMNS: readonly ScenarioName[] = [
  "idle",
  "busy main thread",
  "busy measuring thread",
  "busy machine",
];

type Shown = Score & Pick<ProtocolCell, "absence">;
type Row = [what: string, scores: ReadonlyMap<ScenarioName, Shown>];

/** The table for people: one line per metric, in Markdown. */
export function formatSummary(
  cells: readonly RttCell[],
  protocols: readonly ProtocolCell[],
): string {
  const shown = cells.filter(({ ratePerS }) => ratePerS === SHOWN_RATE_PER_S);
  const rows: Row[] = [
    [`echo_rtt, ${SHOWN_RATE_PER_S}/s`, new Map(shown.map((cell) => [cell.scenario, cell]))],
    ...[...new Set(protocols.map(({ what }) => what))].map((what): Row => {
      const own = protocols.filter((cell) => cell.what === what);
      return [what, new Map(own.map((cell) => [cell.scenario, cell]))];
    }),
  ];
  const priority = cells[0]?.priority ?? "usual";
  return [
    `Error in ms, p50 / p99 of the samples that are kept (share that is marked as tainted); measuring thread: ${priority}`,
    line(["metric", ...COLUMNS]),
    line(["---", ...COLUMNS.map(() => "---")]),
    ...rows.map(([what, scores]) => line([what, ...COLUMNS.map((name) => cell(scores.get(name)))])),
  ].join("\n");
}

function cell(score: Shown | undefined): string {
  if (score === undefined) return "";
  if (score.absence !== undefined) return score.absence;
  const { kept, taintedRatio } = score;
  const [p50, p99] = [kept.p50Us, kept.p99Us].map((us) =>
    us === null ? "–" : (us / 1_000).toFixed(2),
  );
  return `${p50} / ${p99} (${(taintedRatio * 100).toFixed(0)} %)`;
}

function line(columns: readonly string[]): string {
  return `| ${columns.join(" | ")} |`;
}
