import { durationText } from "../../core/wording/count.ts";

/** `2 s ago`; `never` for null. A probe's clock may run ahead a little, which is now. */
export function agoText(atMs: number | null, nowMs: number): string {
  return atMs === null ? "never" : `${durationText(Math.max(0, nowMs - atMs))} ago`;
}

/** `2026-11-23 22:10 UTC`. */
export function momentText(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
