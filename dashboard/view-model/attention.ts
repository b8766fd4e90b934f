import type { Matrix, MatrixCell } from "../../controller/contract/matrix.ts";
import type { Entry } from "../../controller/contract/measured.ts";
import type { Recommendation } from "../../controller/contract/recommendation.ts";
import type { Status } from "../../controller/contract/status.ts";
import { simulatedMark } from "./advice.ts";
import { entryName } from "./names.ts";
import { percentText } from "./number-text.ts";
import { clockText } from "./time-text.ts";
import { compareSeverity, type Tone } from "./tone.ts";
import { cellTone } from "./vantage-state.ts";

export interface AttentionItem {
  tone: Tone;
  text: string;
  /** The matrix that shows it; null where none does. */
  entry: Entry | null;
}

/** What needs somebody, the most severe first. Many bad cells of one column or row are one item. */
export function attentionOf(
  status: Status,
  matrices: readonly Matrix[],
  recommendation: Recommendation | null,
): AttentionItem[] {
  const items = matrices.flatMap(matrixItems);
  for (const vantage of status.vantages.filter((each) => each.probe === "silent")) {
    const since =
      vantage.newestBatchAtMs === null ? "" : ` since ${clockText(vantage.newestBatchAtMs)}`;
    items.push({ tone: "unknown", text: `${vantage.id}: probe silent${since}`, entry: null });
  }
  if (recommendation !== null && recommendation.missing.length > 0) {
    const things = recommendation.missing.map((missing) => missing.what).join(", ");
    items.push({
      tone: "info",
      text: `${recommendation.id}${simulatedMark(recommendation)} lacks evidence: ${things}`,
      entry: null,
    });
  }
  return items.sort((one, other) => compareSeverity(one.tone, other.tone));
}

function matrixItems(matrix: Matrix): AttentionItem[] {
  const silent = (cell: MatrixCell) => cell.state === "probe" || cell.state === "none";
  return matrix.columns.flatMap((column) => {
    const cells = matrix.cells.filter((cell) => cell.endpoint === column.endpoint && !silent(cell));
    const to = column.endpoint ?? "the endpoint it chooses";
    const way = `${to} [${entryName(matrix.entry)}]`;
    const bad = cells.filter((cell) => cellTone(cell) === "bad");
    const lossy = cells.filter((cell) => cellTone(cell) === "warn");
    const items: AttentionItem[] = [];
    if (bad.length > 0)
      items.push({ tone: "bad", text: badText(bad, cells, way), entry: matrix.entry });
    if (lossy.length > 0) {
      items.push({ tone: "warn", text: lossyText(lossy, cells, way), entry: matrix.entry });
    }
    return items;
  });
}

function badText(bad: MatrixCell[], all: MatrixCell[], way: string): string {
  const [only] = bad;
  if (bad.length === 1 && only !== undefined) {
    const how =
      only.state === "lost" ? "lost" : `failed (${only.summary?.failure ?? "unclassified"})`;
    return `${only.vantage} → ${way}: every attempt ${how}`;
  }
  return `${way}: unreachable from ${bad.length} of ${all.length} vantages`;
}

function lossyText(lossy: MatrixCell[], all: MatrixCell[], way: string): string {
  const worst = Math.max(
    ...lossy.map(({ summary }) => (summary?.lost ?? 0) / (summary?.sent ?? 1)),
  );
  const [only] = lossy;
  if (lossy.length === 1 && only !== undefined) {
    return `${only.vantage} → ${way}: ${percentText(worst)} lost`;
  }
  return `${way}: loss above 1 % from ${lossy.length} of ${all.length} vantages, up to ${percentText(worst)}`;
}
