import { countText, durationText, percentText } from "../wording/count.ts";
import type { PathHealth } from "./path-health.ts";

/** How far a number of attempts carries. */
const CONFIDENCE: readonly { readonly leastSent: number; readonly word: string }[] = [
  { leastSent: 300, word: "High" },
  { leastSent: 60, word: "Moderate" },
  { leastSent: 0, word: "Low" },
];

/** `12 % lost, 3.0 % failed (refused)`; nothing lost is said too. */
export function sizeText(paths: readonly PathHealth[]): string {
  const sent = sumOf(paths, "sent");
  if (sent === 0) return "no attempts";
  const lost = `${percentText(sumOf(paths, "lost"), sent)} lost`;
  const failed = sumOf(paths, "failed");
  if (failed === 0) return lost;
  const [worst] = [...paths].sort((a, b) => b.failed - a.failed);
  return `${lost}, ${percentText(failed, sent)} failed (${worst?.failure})`;
}

/** ` in the last 3 min`. */
export function spanText({ windowMs }: { readonly windowMs: number }): string {
  return ` in the last ${durationText(windowMs)}`;
}

/** `High confidence (n = 1 820).` */
export function confidenceText(paths: readonly PathHealth[]): string {
  const sent = sumOf(paths, "sent");
  const word = CONFIDENCE.find((row) => sent >= row.leastSent)?.word ?? "Low";
  return `${word} confidence (n = ${countText(sent)}).`;
}

function sumOf(paths: readonly PathHealth[], count: "sent" | "lost" | "failed"): number {
  return paths.reduce((sum, path) => sum + path[count], 0);
}
