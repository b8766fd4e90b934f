import type { RoutingDesign } from "../../../controller/contract/aws/routing-design.ts";
import type { Advice } from "../../../controller/core/advise/path-evidence.ts";
import { meanOf } from "../../../controller/core/statistics/moments.ts";
import { trueQuantilesUs } from "../generate/true-users.ts";
import type { World } from "../generate/world.ts";
import { atMost, type Row } from "../report/row.ts";
import { trueRouting } from "../truth/true-routing.ts";
import { followed, type Recommended, recommendations } from "./recommend.ts";

/** What a design truly gives in what decides. */
interface Worth {
  readonly p95Us: number;
  readonly usdPerMonth: number;
}

const CASES = [
  ["without a recovery time", (rtoS: number | undefined) => rtoS === undefined],
  ["recovery within two minutes", (rtoS: number | undefined) => rtoS !== undefined],
] as const;

/**
 * What is lost against the choice among all designs that would be made by the truth. Only where one can be
 * made: what no design can do is nobody's mistake.
 */
export function regret(seeds: number): Row[] {
  return CASES.flatMap(([name, isOne]) => {
    const lost = recommendations(seeds)
      .filter(({ world }) => isOne(world.service.objectives.rtoS))
      .filter(({ informed }) => informed.best !== null)
      .map(lostBy);
    const row = (what: string, figure: number, unit: Row["unit"], goal: Row["goal"]): Row => ({
      experiment: "regret",
      ...{ what: `${name}: ${what}`, figure, unit, goal, trials: lost.length },
    });
    const none = lost.filter(({ isNone }) => isNone).length;
    return [
      row("p95 lost in the mean", meanOf(lost.map(({ us }) => us)) / 1_000, "ms", atMost(5)),
      row("dearer in the mean, a month", meanOf(lost.map(({ usd }) => usd)), "USD", null),
      row("p95 within 5 ms or 5 % and cost within 5 %", none / lost.length, "%", null),
    ];
  });
}

function lostBy({ world, live, advice, informed }: Recommended) {
  const ours = worthOf(world, advice, live);
  const best = worthOf(world, informed, live);
  const us = Math.max(0, ours.p95Us - best.p95Us);
  const usd = Math.max(0, ours.usdPerMonth - best.usdPerMonth);
  const isAsFast = us <= Math.max(5_000, 0.05 * best.p95Us);
  return { us, usd, isNone: isAsFast && usd <= 0.05 * best.usdPerMonth };
}

function worthOf(world: World, advice: Advice, live: RoutingDesign): Worth {
  const parts = [...trueRouting(world, followed(advice, live)).values()].flat();
  const [p95Us = Number.NaN] = trueQuantilesUs(parts, [0.95]);
  const stands = advice.designs.find(({ standing, isIncumbent }) =>
    advice.outcome === "change" ? standing === "chosen" : isIncumbent,
  );
  return { p95Us, usdPerMonth: stands?.score?.usdPerMonth ?? Number.NaN };
}
