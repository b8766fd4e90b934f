import { countedText, percentText } from "../wording/count.ts";
import { namesText } from "../wording/names.ts";
import type { Picture } from "./picture.ts";
import { isBehind } from "./probe-state.ts";

/** Probes that fall behind are told even when the rest is well: they see less than they should. */
export function behindText({ vantages }: Picture): string {
  const behind = vantages.filter(isBehind);
  if (behind.length === 0) return "";
  const least = Math.min(...behind.map(({ runRatio = 1 }) => runRatio));
  const share = percentText(Math.floor(least * 100), 100);
  const names = namesText(behind.map(({ id }) => id));
  const of = `${behind.length} of ${countedText(vantages.length, "probe")} (${names})`;
  return behind.length === 1
    ? `Falls behind: ${of} starts only ${share} of the due attempts.`
    : `Fall behind: ${of} start too few of the due attempts, the worst ${share}.`;
}
