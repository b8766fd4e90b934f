import type { Matrix } from "../../controller/contract/matrix.ts";
import type { IconName } from "./icon.ts";
import { isPaused, type Live } from "./live.ts";
import { countText, THIN } from "./number-text.ts";
import { agoText } from "./time-text.ts";

export interface LiveLabel {
  kind: "live" | "paused" | "polling" | "connecting" | "broken";
  icon: IconName;
  text: string;
}

/** How the reader's clock differs from the controller's, from an answer that carries the time. */
export function clockOffsetMs(serverMs: number, receivedMs: number): number {
  return serverMs - receivedMs;
}

/**
 * The state of the data in a few words. The age is that of the newest measurement, not of the last
 * answer: an answer of now may carry old values.
 */
export function liveLabel(
  live: Live,
  newestAtMs: number | null,
  nowMs: number,
  reachable: boolean,
): LiveLabel {
  const age = newestAtMs === null ? "no measurement yet" : agoText(newestAtMs, nowMs);
  if (!reachable) return { kind: "broken", icon: "cross", text: `No answer, data of ${age}` };
  if (isPaused(live)) {
    const waiting = live.waiting === 1 ? "1 update" : `${live.waiting || "no"} updates`;
    return { kind: "paused", icon: "pause", text: `Paused, ${waiting} waiting` };
  }
  switch (live.transport) {
    case "events":
      // A full mark beside no measurement would look like health.
      if (newestAtMs === null) return { kind: "connecting", icon: "ring", text: `Waiting, ${age}` };
      return { kind: "live", icon: "circle", text: `Live, ${age}` };
    case "polling":
      return { kind: "polling", icon: "half", text: `Every 15${THIN}s, ${age}` };
    case "connecting":
      return { kind: "connecting", icon: "ring", text: `Connecting, ${age}` };
  }
}

/** Size, coverage and age of what a matrix stands on, for its lower edge. */
export function matrixFreshness(matrix: Matrix, nowMs: number): string {
  const summaries = matrix.cells.flatMap(({ summary }) => (summary === null ? [] : [summary]));
  const n = summaries.reduce((sum, summary) => sum + summary.n, 0);
  const measuring = new Set(
    matrix.cells
      .filter(({ state }) => state !== "none" && state !== "probe" && state !== "stale")
      .map(({ vantage }) => vantage),
  );
  const newest = summaries.reduce((latest, each) => Math.max(latest, each.newestAtMs ?? 0), 0);
  return [
    `n = ${countText(n)}`,
    `${measuring.size}/${matrix.rows.length} vantages`,
    newest === 0 ? "no value" : `newest ${agoText(newest, nowMs)}`,
    "1 m buckets",
  ].join(" · ");
}
