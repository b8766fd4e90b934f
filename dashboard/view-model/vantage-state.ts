import type { Matrix, MatrixCell } from "../../controller/contract/matrix.ts";
import type { VantageStatus } from "../../controller/contract/status.ts";
import { compareSeverity, type Tone } from "./tone.ts";

/** What one vantage sees of the service, in the worst of its cells. */
export interface VantageState {
  tone: Tone;
  word: string;
}

/** Loss above which a path is called out; below it the matrix shows it all the same. */
const LOSS_TO_MENTION = 0.01;

/**
 * State of a vantage from its probe and the worst of its cells. There is no baseline yet, so nothing
 * here judges how long a way takes: distance is not ill health.
 */
export function vantageState(
  vantage: Pick<VantageStatus, "id" | "probe">,
  matrix: Matrix | null,
): VantageState {
  if (vantage.probe === "silent") return { tone: "unknown", word: "probe silent" };
  const cells = matrix?.cells.filter((cell) => cell.vantage === vantage.id) ?? [];
  const scheduled = cells.filter((cell) => cell.state !== "none");
  if (scheduled.length === 0) return { tone: "info", word: "not measured" };
  const bad = scheduled.filter((cell) => cellTone(cell) === "bad").length;
  if (bad === scheduled.length) return { tone: "bad", word: "unreachable" };
  if (bad > 0) return { tone: "warn", word: `${bad} of ${scheduled.length} unreachable` };
  const worst = scheduled.map(cellTone).sort(compareSeverity)[0] ?? "info";
  return { tone: worst, word: wordOf(worst) };
}

/** How a cell counts towards the state of its vantage. */
export function cellTone(cell: MatrixCell): Tone {
  switch (cell.state) {
    case "lost":
    case "failed":
      return "bad";
    case "stale":
    case "probe":
      return "unknown";
    case "few":
    case "none":
      return "info";
    case "value":
      return isLossy(cell) ? "warn" : "ok";
  }
}

function isLossy({ summary }: MatrixCell): boolean {
  return summary !== null && summary.sent > 0 && summary.lost / summary.sent > LOSS_TO_MENTION;
}

function wordOf(tone: Tone): string {
  switch (tone) {
    case "warn":
      return "loss above 1 %";
    case "unknown":
      return "no fresh values";
    case "info":
      return "too few values yet";
    case "ok":
    case "bad":
      return "reached";
  }
}
