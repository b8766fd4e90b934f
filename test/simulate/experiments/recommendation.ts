import type { Advice } from "../../../controller/core/advise/path-evidence.ts";
import { meanOf } from "../../../controller/core/statistics/moments.ts";
import { atLeast, atMost, type Row } from "../report/row.ts";
import { byAccelerator, byLatency, byTruth, byYesterday } from "../truth/rivals.ts";
import { type GroupChange, isWorse, meanGainUs, trueChanges } from "../truth/true-change.ts";
import { type TrueRouting, trueRouting } from "../truth/true-routing.ts";
import { followed, type Recommended, recommendations } from "./recommend.ts";

/** What following a rule does to the users of a service, and to its bill. */
interface Followed {
  readonly changes: readonly GroupChange[];
  /** More than today, a month; null where the rule has no design of its own. */
  readonly moreUsd: number | null;
}

const RULES = [
  "advisor",
  "yesterday's fastest",
  "nearest Region (latency records)",
  "always Global Accelerator",
] as const;

type Outcome = Readonly<Record<(typeof RULES)[number], Followed>>;

/**
 * Whole recommendations for whole services against simple rules: who loses, what is gained, what it
 * costs. Of services without a recovery time: that may take an accelerator that is slower for some.
 */
export function recommendation(seeds: number): Row[] {
  const every = recommendations(seeds);
  const all = every.filter(({ world }) => world.service.objectives.rtoS === undefined);
  const sooner = every.filter(({ world }) => world.service.objectives.rtoS !== undefined);
  const outcomes = all.map(outcomeOf);
  const possibleUs = all.reduce((sum, each) => sum + possibleGainUs(each), 0);
  const row = (what: string, figure: number, unit: Row["unit"], goal: Row["goal"] = null): Row => ({
    experiment: "recommendation",
    ...{ what, figure, unit, goal, trials: all.length },
  });
  const changed = all.filter(({ advice }) => advice.outcome === "change").length;
  return [
    row("worlds in which a change is recommended", changed / all.length, "%"),
    {
      ...row("advisor, recovery within two minutes: groups made worse", madeWorse(sooner), "%"),
      trials: sooner.length,
    },
    ...RULES.flatMap((rule) => {
      const own = outcomes.map((outcome) => outcome[rule]);
      const groups = own.flatMap(({ changes }) => changes);
      const gainsUs = own.map(({ changes }) => meanGainUs(changes));
      const usd = own.flatMap(({ moreUsd }) => moreUsd ?? []);
      const worse = groups.filter(isWorse).length / groups.length;
      const cameTrue = gainsUs.reduce((sum, us) => sum + us, 0) / possibleUs;
      const isOurs = rule === "advisor";
      return [
        row(`${rule}: groups made worse`, worse, "%", isOurs ? atMost(0.01) : null),
        row(`${rule}: gain of the possible`, cameTrue, "%", isOurs ? atLeast(0.5) : null),
        row(`${rule}: gain of the mean user`, meanOf(gainsUs) / 1_000, "ms"),
        ...(usd.length === 0 ? [] : [row(`${rule}: more a month`, meanOf(usd), "USD")]),
      ];
    }),
  ];
}

/** Share of the groups whom following the advisor makes slower. */
function madeWorse(all: readonly Recommended[]): number {
  const groups = all.flatMap(({ world, live, advice }) =>
    trueChanges(world, trueRouting(world, live), trueRouting(world, followed(advice, live))),
  );
  return groups.filter(isWorse).length / groups.length;
}

function outcomeOf({ world, yesterday, live, advice }: Recommended): Outcome {
  const today = trueRouting(world, live);
  const change = (routing: TrueRouting) => trueChanges(world, today, routing);
  const usdOf = (is: (design: Advice["designs"][number]) => boolean) => moreUsd(advice, is);
  const isChange = advice.outcome === "change";
  return {
    advisor: {
      changes: change(trueRouting(world, followed(advice, live))),
      moreUsd: isChange ? usdOf(({ standing }) => standing === "chosen") : 0,
    },
    "yesterday's fastest": { changes: change(byYesterday(world, yesterday)), moreUsd: null },
    "nearest Region (latency records)": {
      changes: change(byLatency(world)),
      moreUsd: usdOf(({ name }) => name.startsWith("latency ")),
    },
    "always Global Accelerator": {
      changes: change(byAccelerator(world)),
      moreUsd: usdOf(({ kind }) => kind === "accelerator"),
    },
  };
}

function possibleGainUs({ world, live }: Recommended): number {
  return meanGainUs(trueChanges(world, trueRouting(world, live), byTruth(world)));
}

function moreUsd(
  { designs }: Advice,
  is: (design: Advice["designs"][number]) => boolean,
): number | null {
  const usd = designs.find((each) => is(each) && each.score !== null)?.score?.usdPerMonth;
  const today = designs.find(({ isIncumbent }) => isIncumbent)?.score?.usdPerMonth;
  return usd == null || today == null ? null : usd - today;
}
