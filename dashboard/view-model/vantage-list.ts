import type { Matrix, MatrixCell } from "../../controller/contract/matrix.ts";
import type { VantageKind } from "../../controller/contract/measured.ts";
import type { Status } from "../../controller/contract/status.ts";
import { mainServer } from "./cell.ts";
import { latencyText } from "./number-text.ts";
import type { Tone } from "./tone.ts";
import { vantageState } from "./vantage-state.ts";

export interface VantageLine {
  id: string;
  label: string;
  kind: VantageKind;
  latitude: number;
  longitude: number;
  tone: Tone;
  word: string;
  /** Who serves this vantage and how far that is; a dash where nobody knows. */
  server: string;
  p50: string;
}

/** The map in words: one line for each vantage, in the order of the estate. */
export function vantageLines(status: Status, matrix: Matrix | null): VantageLine[] {
  return status.vantages.map((vantage) => {
    const { tone, word } = vantageState(vantage, matrix);
    const cell = matrix === null ? null : servingCell(matrix, vantage.id);
    const us = cell?.summary?.p50?.us;
    return {
      id: vantage.id,
      label: vantage.label,
      kind: vantage.kind,
      latitude: vantage.latitude,
      longitude: vantage.longitude,
      tone,
      word,
      server: serverOf(cell) ?? "—",
      p50: us === undefined ? "—" : latencyText(us),
    };
  });
}

/** Where the entry chooses: its choice. Straight: the endpoint with the lowest p50. */
function servingCell(matrix: Matrix, vantage: string): MatrixCell | null {
  const usable = matrix.cells.filter(
    (cell) => cell.vantage === vantage && cell.state === "value" && cell.summary?.p50 != null,
  );
  const isRouted = matrix.columns.some((column) => column.endpoint === null);
  const candidates = usable.filter((cell) => (cell.endpoint === null) === isRouted);
  const p50 = (cell: MatrixCell) => cell.summary?.p50?.us ?? Number.POSITIVE_INFINITY;
  return [...candidates].sort((one, other) => p50(one) - p50(other))[0] ?? null;
}

function serverOf(cell: MatrixCell | null): string | null {
  if (cell === null) return null;
  return cell.endpoint ?? (cell.summary === null ? null : mainServer(cell.summary));
}
