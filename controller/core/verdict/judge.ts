import type { Verdict } from "../../contract/status.ts";
import type { Picture } from "./picture.ts";
import { VERDICT_RULES } from "./verdict-rules.ts";

/** In order of precedence: the first that holds is the verdict, and without any it is `healthy`. */
const RULES: readonly {
  readonly verdict: Verdict;
  readonly holds: (picture: Picture) => boolean;
}[] = [
  { verdict: "starting", holds: isStarting },
  { verdict: "outage", holds: (picture) => picture.outage !== null },
  { verdict: "degraded", holds: (picture) => picture.bad.length > 0 },
  { verdict: "cannot-tell", holds: isTooThin },
];

/** Passes the verdict on a picture. */
export function judge(picture: Picture): Verdict {
  return RULES.find((rule) => rule.holds(picture))?.verdict ?? "healthy";
}

/** A world in which probes fell silent is not starting, it is out of sight. */
function isStarting(picture: Picture): boolean {
  if (picture.vantages.some((vantage) => vantage.probe === "silent")) return false;
  const { firstMeasuredAtMs, atMs } = picture;
  return firstMeasuredAtMs === null || atMs - firstMeasuredAtMs < VERDICT_RULES.startingMs;
}

function isTooThin(picture: Picture): boolean {
  return isTooQuiet(picture) || isOutdated(picture) || isTooPatchy(picture);
}

/** Too many vantages are silent or have never been heard. */
export function isTooQuiet({ vantages }: Picture): boolean {
  const quiet = vantages.filter((vantage) => vantage.probe !== "measuring").length;
  return quiet > VERDICT_RULES.silentShare * vantages.length;
}

/** The newest measurement is older than probes may be quiet. */
export function isOutdated({ newestAtMs, atMs, quietMs }: Picture): boolean {
  return newestAtMs === null || atMs - newestAtMs > quietMs;
}

/** Too few of the assigned series have measurements. */
function isTooPatchy({ seriesMeasured, seriesAssigned }: Picture): boolean {
  return seriesMeasured < VERDICT_RULES.measuredShare * seriesAssigned;
}
