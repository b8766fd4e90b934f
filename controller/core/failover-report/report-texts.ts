import type { LaneResult, TimeFigure } from "../../contract/failover/failover-result.ts";
import type { MomentInterval } from "../../contract/failover/failover-timeline.ts";
import { secondText } from "../wording/date.ts";
import { shareText } from "../wording/money.ts";
import { entryName } from "../wording/names.ts";
import type { RunReport } from "./run-report.ts";

/** `60.0–62.0 s`: between these. `> 58.0 s`: longer than was watched. `—`: does not apply, or nothing tells. */
export function figureText(figure: TimeFigure | null): string {
  if (figure === null) return "—";
  const { lowerMs, upperMs } = figure;
  if (upperMs === null) return `> ${secondsText(lowerMs)} s`;
  if (secondsText(lowerMs) === secondsText(upperMs)) return `${secondsText(upperMs)} s`;
  return `${secondsText(lowerMs)}–${secondsText(upperMs)} s`;
}

function secondsText(ms: number): string {
  return (ms / 1_000).toFixed(1);
}

/** When something happened, and how unsure that is; `never` for null. */
export function momentText(moment: MomentInterval | null): string {
  if (moment === null) return "never";
  const { afterUs, byUs } = moment;
  const withinMs = Math.ceil((byUs - afterUs) / 1_000);
  const at = `${secondText(byUs / 1_000)} UTC`;
  return withinMs <= 1 ? at : `${at} (known within ${withinMs} ms)`;
}

/** What became of a run, in a sentence. */
export function endSentence({ status }: RunReport): string {
  const { end, why, result, isOver } = status;
  if (!isOver) return `The run goes on; it stands at ${status.state.replaceAll("_", " ")}.`;
  const reason = why === null ? "" : `: ${why.replace(/\.$/, "")}`;
  if (end === "completed" && result !== null) return `The test was carried out: ${result.verdict}.`;
  return `The run ${ENDS[end ?? "failed"]}${reason}.`;
}

const ENDS = {
  completed: "was carried out",
  failed: "could not be carried out",
  aborted: "was ended before its time",
  inconclusive: "was carried out and cannot tell",
  refused: "never began",
} as const;

/** A lane's way in and clients: `Route 53, keep alive`. */
export function laneName({ entry, class: behaviour }: Pick<LaneResult, "entry" | "class">): string {
  return `${entryName(entry)}, ${behaviour.replace(/^accelerator_/, "").replaceAll("_", " ")}`;
}

/** `95 %`, or from the least to the most that it may be: `91–95 %`. */
export function rangeText([least, most]: readonly [number, number]): string {
  return shareText(least) === shareText(most)
    ? shareText(most)
    : `${shareText(least)} to ${shareText(most)}`;
}
