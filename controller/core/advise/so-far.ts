import type { GroupAdvice, SoFar } from "../../contract/recommendation.ts";
import { countedText } from "../wording/count.ts";
import { latencyText } from "../wording/latency.ts";
import { namesText } from "../wording/names.ts";

const NO_TRAFFIC = "Cost not judged: no traffic volume declared.";

/**
 * The design that would follow if today's verdicts held: the accelerator for the groups that it is
 * better for, Route 53 for all others, because it has fewer parts. Null while no group has a verdict.
 *
 * @param costNote what is to be said of the cost
 */
export function soFar(groups: readonly GroupAdvice[], costNote = NO_TRAFFIC): SoFar | null {
  const told = groups.filter(
    ({ verdict }) => verdict !== "inconclusive" && verdict !== "non_stationary",
  );
  if (told.length === 0) return null;
  const better = groups.filter((group) => group.verdict === "better");
  const acceleratorGroups = better.map(({ group }) => group);
  const untold = untoldText(groups.length - told.length);
  const compose = (design: SoFar["design"], ...parts: string[]): SoFar => ({
    design,
    acceleratorGroups,
    sentence: ["If this held:", ...parts, untold, costNote].filter((part) => part !== "").join(" "),
  });
  const all = countedText(groups.length, "client group");
  if (better.length === 0) {
    return compose(
      "route53",
      `Route 53 for ${everyOne(groups)}; Global Accelerator is faster beyond the threshold for none.`,
    );
  }
  if (better.length === groups.length) {
    return compose(
      "accelerator",
      `Global Accelerator for ${everyOne(groups)}, ${gainText(better)}.`,
    );
  }
  return compose(
    "hybrid",
    `Global Accelerator for ${better.length} of ${all} (${namesText(acceleratorGroups)}), ${gainText(better)}, Route 53 for the rest.`,
  );
}

function everyOne(groups: readonly GroupAdvice[]): string {
  if (groups.length === 1) return `the one client group (${groups[0]?.group})`;
  if (groups.length === 2) return "both client groups";
  return `all ${countedText(groups.length, "client group")}`;
}

/** `p50 faster by 31 ms to 84 ms`. */
function gainText(better: readonly GroupAdvice[]): string {
  const gains = better.map(({ difference }) => -(difference?.us ?? 0));
  const [least, most] = [Math.min(...gains), Math.max(...gains)].map(latencyText);
  return least === most ? `p50 faster by ${least}` : `p50 faster by ${least} to ${most}`;
}

function untoldText(count: number): string {
  return count === 0 ? "" : `${countedText(count, "client group")} cannot be told yet.`;
}
