import type { GroupAdvice } from "../../../controller/contract/recommendation.ts";
import { historyEvidence } from "../../../controller/core/advise/history-evidence.ts";
import { judgeEntries } from "../../../controller/core/advise/judge-entries.ts";
import { seeded } from "../../helpers/seeded.ts";
import { meanMedianUs } from "../generate/path-truth.ts";
import { drawWorld } from "../generate/world.ts";
import { measuredEvidence } from "../generate/world-evidence.ts";
import { atLeast, atMost, type Row } from "../report/row.ts";

const SIZE = { endpoints: 2, groups: 10 } as const;
const DAYS = [7, 14, 28] as const;

/** What was said of a group, and what is true: accelerator minus Route 53. */
interface Judged {
  readonly verdict: GroupAdvice["verdict"];
  readonly trueUs: number;
  readonly thresholdUs: number;
}

/** Verdicts on the accelerator, which is better for about half of all groups and worse for a tenth. */
export function verdicts(seeds: number): Row[] {
  return DAYS.flatMap((days) => {
    // Four weeks of a world are twice the work, and a third of the worlds tells as much.
    const worlds = Math.max(1, Math.ceil(seeds / 3));
    const all = Array.from({ length: worlds }, (_, seed) => judgeWorld(9_000 + seed, days)).flat();
    const share = (is: (judged: Judged) => boolean, of = all) => of.filter(is).length / of.length;
    const gaining = all.filter(({ trueUs, thresholdUs }) => trueUs < -2 * thresholdUs);
    const row = (what: string, figure: number, goal: Row["goal"], trials = all.length): Row => ({
      experiment: "verdicts",
      ...{ what: `${days} days: ${what}`, figure, unit: "%", goal, trials },
    });
    return [
      row("verdicts that are wrong", share(isWrong), atMost(0.01)),
      row("groups without a verdict", share(isOpen), null),
      row(
        "groups that gain more than twice the threshold, found",
        share(({ verdict }) => verdict === "better", gaining),
        // Close calls take four weeks.
        days === 28 ? atLeast(0.9) : null,
        gaining.length,
      ),
    ];
  });
}

function judgeWorld(seed: number, days: number): Judged[] {
  const random = seeded(seed);
  const world = drawWorld(SIZE, random);
  const { service, histories } = measuredEvidence(world, days, random);
  const judged = judgeEntries({
    ...{ service, groups: service.clientGroups, histories, thresholds: {} },
    paths: histories.map(historyEvidence),
  });
  return judged.map(({ advice }) => {
    const group = world.groups.find(({ id }) => id === advice.group);
    const by = (way: "direct" | "accelerated") => {
      const path = group?.[way].get(group.nearest);
      return path === undefined ? Number.NaN : meanMedianUs(path);
    };
    return {
      verdict: advice.verdict,
      trueUs: by("accelerated") - by("direct"),
      thresholdUs: Math.max(5_000, 0.05 * by("direct")),
    };
  });
}

/** Something else is true; being right by less than the threshold is no mistake. */
function isWrong({ verdict, trueUs, thresholdUs }: Judged): boolean {
  switch (verdict) {
    case "better":
      return !(trueUs < 0);
    case "worse":
      return !(trueUs > 0);
    case "equivalent":
      return !(Math.abs(trueUs) <= thresholdUs);
    case "inconclusive":
    case "non_stationary":
      return false;
  }
}

function isOpen({ verdict }: Judged): boolean {
  return verdict === "inconclusive" || verdict === "non_stationary";
}
