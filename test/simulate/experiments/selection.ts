import {
  dayDifferences,
  hourDifferences,
} from "../../../controller/core/evidence/day-differences.ts";
import { judgeGroups } from "../../../controller/core/evidence/judge-groups.ts";
import type { DayValue } from "../../../controller/core/statistics/day-interval.ts";
import { meanOf } from "../../../controller/core/statistics/moments.ts";
import { seeded } from "../../helpers/seeded.ts";
import { calderGroup } from "../generate/calder-group.ts";
import { pairs } from "../generate/pairs.ts";
import { meanMedianUs } from "../generate/path-truth.ts";
import { simulatePath } from "../generate/simulate-path.ts";
import { atLeast, atMost, type Row } from "../report/row.ts";

const DAYS = 14;
const GROUPS = 20;

/** What another way would truly change for a group, and what was seen of it; µs, negative is faster. */
interface Offer {
  readonly group: number;
  readonly trueUs: number;
  readonly days: readonly DayValue[];
  readonly thresholdUs: number;
}

/** An offer that a rule takes, and what the rule believes to gain by it. */
interface Taken {
  readonly offer: Offer;
  readonly promisedUs: number;
}

type Rule = (offers: readonly Offer[]) => Taken[];

const RULES: readonly (readonly [name: string, rule: Rule])[] = [
  ["advisor", advised],
  ["mean of 14 days", (offers) => fastest(offers, ({ days }) => meanOf(values(days)))],
  ["yesterday's fastest", (offers) => fastest(offers, ({ days }) => days.at(-1)?.value ?? 0)],
];

/**
 * Groups of users that could go another way, most of which had better not: who is made worse by a rule,
 * and how much of the possible gain comes true.
 */
export function selection(seeds: number): Row[] {
  const worlds = Array.from({ length: seeds }, (_, seed) => offersOf(seeded(2_000 + seed)));
  const groups = seeds * GROUPS;
  const possibleUs = worlds.reduce((sum, offers) => sum + possibleGainUs(offers), 0);
  return RULES.flatMap(([name, rule]) => {
    const taken = worlds.flatMap(rule);
    const gainUs = -taken.reduce((sum, { offer }) => sum + offer.trueUs, 0);
    const promisedUs = -taken.reduce((sum, each) => sum + each.promisedUs, 0);
    const worse = taken.filter(({ offer }) => offer.trueUs > 0).length;
    const isOurs = name === "advisor";
    const row = (what: string, figure: number, goal: Row["goal"]): Row => ({
      experiment: "selection",
      what: `${name}: ${what}`,
      ...{ figure, unit: "%", goal: isOurs ? goal : null, trials: groups },
    });
    return [
      row("groups moved", taken.length / groups, null),
      row("groups made worse", worse / groups, atMost(0.01)),
      row("gain that came true, of the possible", gainUs / possibleUs, atLeast(0.8)),
      row("gain promised, of that which came true", promisedUs / gainUs, atMost(1.1)),
    ];
  });
}

function offersOf(random: () => number): Offer[] {
  return Array.from({ length: GROUPS }, (_, group) => {
    const { today, others } = calderGroup(random);
    const seen = simulatePath(today, DAYS, random);
    const medianUs = meanMedianUs(today);
    return others.map((other) => ({
      group,
      trueUs: meanMedianUs(other) - medianUs,
      days: dayDifferences(hourDifferences(pairs(simulatePath(other, DAYS, random), seen))),
      thresholdUs: Math.max(5_000, 0.05 * medianUs),
    }));
  }).flat();
}

/** All offers judged together; of those that are better the one that is so by most. */
function advised(offers: readonly Offer[]): Taken[] {
  const judged = judgeGroups(
    offers.map(({ days, thresholdUs }, at) => ({ group: String(at), days, thresholdUs })),
  );
  const better = offers.flatMap((offer, at): Taken[] => {
    const { verdict, interval } = judged[at] ?? {};
    return verdict === "better" && interval ? [{ offer, promisedUs: interval.mean }] : [];
  });
  return mostOfEach(better);
}

/** What looks fastest, where that is faster than today. */
function fastest(offers: readonly Offer[], seenUs: (offer: Offer) => number): Taken[] {
  const taken = offers.map((offer) => ({ offer, promisedUs: seenUs(offer) }));
  return mostOfEach(taken.filter(({ promisedUs }) => promisedUs < 0));
}

function mostOfEach(taken: readonly Taken[]): Taken[] {
  const most = new Map<number, Taken>();
  for (const each of taken) {
    const before = most.get(each.offer.group);
    if (before === undefined || each.promisedUs < before.promisedUs)
      most.set(each.offer.group, each);
  }
  return [...most.values()];
}

function possibleGainUs(offers: readonly Offer[]): number {
  const best = new Map<number, number>();
  for (const { group, trueUs } of offers) best.set(group, Math.min(best.get(group) ?? 0, trueUs));
  return -[...best.values()].reduce((sum, us) => sum + us, 0);
}

function values(days: readonly DayValue[]): number[] {
  return days.map(({ value }) => value);
}
