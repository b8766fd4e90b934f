import type { Hop } from "../trace/hop.ts";
import type { TracedPath } from "../trace/trace-path.ts";
import type { PathTarget } from "./path-target.ts";

/** A traced path and what was asked for. */
export interface PathReport extends TracedPath {
  target: PathTarget;
  address: string;
}

const HEAD = ["", "Host", "Loss%", "Snt", "Last", "Avg", "Best", "Wrst", "StDev"];
const SILENT = "*";

/** One JSON object on one line; times in microseconds. */
export function pathJson({ target, address, tool, protocol, reached, hops }: PathReport): string {
  const { host, port } = target;
  return JSON.stringify({ type: "path", host, address, tool, protocol, port, reached, hops });
}

/** A table in the columns of mtr, times in milliseconds, `*` where nobody answered. */
export function pathLines(report: PathReport): string[] {
  const { target, address, tool, protocol, hops, reached } = report;
  const to = target.host === address ? address : `${target.host} (${address})`;
  const port = target.port === null ? "" : ` port ${target.port}`;
  return [
    `path to ${to} by ${tool}, ${protocol.toUpperCase()}${port}, times in ms`,
    ...tableOf([HEAD, ...hops.map(cellsOf)]),
    ...(reached ? [] : [`${address} did not answer`]),
  ];
}

function cellsOf(hop: Hop): string[] {
  const { addresses, sent, lossRatio, lastUs, avgUs, bestUs, worstUs, stDevUs, refusal } = hop;
  const host = [addresses.length === 0 ? SILENT : addresses.join(","), refusal]
    .filter((part) => part !== null)
    .join(" ");
  const loss = (lossRatio * 100).toFixed(1);
  const times = [lastUs, avgUs, bestUs, worstUs, stDevUs].map((us) =>
    us === null ? SILENT : (us / 1_000).toFixed(2),
  );
  return [String(hop.hop), host, loss, String(sent), ...times];
}

function tableOf(rows: readonly (readonly string[])[]): string[] {
  const widths = HEAD.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => (at === 1 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
