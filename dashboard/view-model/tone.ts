import type { IconName } from "./icon.ts";

/** What a mark says; each has a shape, because colour is never the only sign. */
export type Tone = "ok" | "warn" | "bad" | "unknown" | "info";

const ICONS: Record<Tone, IconName> = {
  ok: "check",
  warn: "triangle",
  bad: "cross",
  unknown: "question",
  info: "info",
};

/** Most severe first. */
const ORDER: readonly Tone[] = ["bad", "warn", "unknown", "info", "ok"];

export function toneIcon(tone: Tone): IconName {
  return ICONS[tone];
}

/** Negative where the first is the more severe. */
export function compareSeverity(one: Tone, other: Tone): number {
  return ORDER.indexOf(one) - ORDER.indexOf(other);
}
