import type { Matrix } from "../../controller/contract/matrix.ts";
import type { Status } from "../../controller/contract/status.ts";
import { lossBoundText, lossText } from "./loss.ts";
import { countText } from "./number-text.ts";
import { spanText } from "./time-text.ts";
import type { Tone } from "./tone.ts";
import { cellTone } from "./vantage-state.ts";

export interface Tile {
  title: string;
  /** Null where the data does not carry a figure: that is never shown as good. */
  figure: string | null;
  note: string;
  tone: Tone;
}

/**
 * The four figures under the verdict; each says what it counts and over which window.
 * @param entries ways in that the service has; a matrix may be missing for some
 */
export function tilesOf(status: Status, matrices: readonly Matrix[], entries: number): Tile[] {
  return [reachability(matrices, entries), loss(status), coverage(status), change()];
}

function reachability(matrices: readonly Matrix[], entries: number): Tile {
  const tones = matrices.flatMap((matrix) =>
    matrix.cells.filter((cell) => cell.state !== "none").map(cellTone),
  );
  const bad = tones.filter((tone) => tone === "bad").length;
  const judged = tones.filter((tone) => tone === "ok" || tone === "warn").length + bad;
  const title = "Reachability";
  if (judged === 0) return { title, figure: null, note: "no path measured yet", tone: "unknown" };
  const open = tones.length - judged;
  const unknown = open === 0 ? "" : `; ${countText(open)} not known`;
  const absent = entries - matrices.length;
  const lacking = absent <= 0 ? "" : `; ${absent} of ${entries} entries without an answer`;
  return {
    title,
    figure: `${countText(judged - bad)} of ${countText(judged)}`,
    note: `paths answer${unknown}${lacking}`,
    tone: bad > 0 ? "bad" : open > 0 || absent > 0 ? "unknown" : "ok",
  };
}

function loss(status: Status): Tile {
  const title = "Loss";
  const over = `last ${spanText(status.windowMs)}`;
  if (status.sent === 0)
    return { title, figure: null, note: "nothing was sent yet", tone: "unknown" };
  const bound = status.lost === 0 ? `, at most ${lossBoundText(status.sent)}` : "";
  return {
    title,
    figure: lossText(status.lost, status.sent),
    note: `${countText(status.lost)} of ${countText(status.sent)}${bound}, ${over}`,
    tone: status.lost / status.sent > 0.01 ? "warn" : "ok",
  };
}

function coverage(status: Status): Tile {
  const all = status.vantages.length;
  const measuring = status.vantages.filter((vantage) => vantage.probe === "measuring").length;
  const series = `${countText(status.seriesMeasured)} of ${countText(status.seriesAssigned)} series`;
  const title = "Coverage";
  if (all === 0) return { title, figure: null, note: "no vantage declared", tone: "unknown" };
  const whole = measuring === all && status.seriesMeasured === status.seriesAssigned;
  return {
    title,
    figure: `${measuring} of ${all}`,
    note: `vantages measure; ${series}`,
    tone: whole ? "ok" : "unknown",
  };
}

/** Change is judged against the same hour of earlier weeks, which this controller does not keep yet. */
function change(): Tile {
  return {
    title: "Largest change",
    figure: null,
    note: "no baseline yet: slower or faster than usual cannot be judged",
    tone: "unknown",
  };
}
