import type { FlipPoint } from "../../contract/advised-design.ts";
import type { Turned } from "../decide/find-flip.ts";
import { PUBLISHED_HABITS } from "../failover-time/failover-time.ts";
import { latencyText } from "../wording/latency.ts";
import { shareText, usdText } from "../wording/money.ts";
import type { AskedAgain } from "./asked-again.ts";
import { isFixed, isPremium } from "./repriced.ts";

/** One number to turn, and how it is told. */
export interface FlipQuestion extends Turned {
  readonly kind: FlipPoint["kind"];
  readonly what: string;
  readonly unit: string;
  readonly told: (value: number) => string;
  /** What it is now, in short; null where that says itself. */
  readonly nowText: string | null;
}

const MOST_FACTOR = 1_000;
const LEAST_FACTOR = 1 / MOST_FACTOR;
/** Groups whose part of the users, or traffic, is turned by itself: those with most users. */
const MOST_GROUPS = 6;

/** Numbers that an answer may hang on. */
export function flipQuestions(asked: AskedAgain): FlipQuestion[] {
  return [
    ...volumes(asked),
    ...prices(asked),
    ...recoveryTimes(asked),
    threshold(asked),
    ...mixes(asked),
    ...tails(asked),
  ];
}

/** All traffic together, and that of each group which the accelerator charges for. */
function volumes({ shortlist, decideWith }: AskedAgain): FlipQuestion[] {
  const lines = shortlist.flatMap(({ price }) => price.lines ?? []);
  if (lines.length === 0) return [];
  const gbOf = new Map<string, number>();
  for (const line of lines.filter(isPremium)) {
    if (line.group !== null)
      gbOf.set(line.group, Math.max(gbOf.get(line.group) ?? 0, line.quantity));
  }
  const largest = [...gbOf].sort(([, a], [, b]) => b - a).slice(0, MOST_GROUPS);
  return [
    {
      kind: "volume",
      what: "traffic of all groups",
      unit: "times today's",
      now: 1,
      least: LEAST_FACTOR,
      most: MOST_FACTOR,
      decideAt: (traffic) => decideWith({ prices: { traffic } }),
      told: (factor) => `${factor.toPrecision(3)} times today's traffic`,
      nowText: null,
    },
    ...largest.map(
      ([group, gb]): FlipQuestion => ({
        kind: "volume",
        what: `traffic of ${group} that the accelerator charges for`,
        unit: "GB a month",
        now: gb,
        least: gb * LEAST_FACTOR,
        most: gb * MOST_FACTOR,
        decideAt: (value) => decideWith({ prices: { premiumOf: { group, factor: value / gb } } }),
        told: (value) => `${Math.round(value)} GB a month of ${group}`,
        nowText: `${Math.round(gb)} GB`,
      }),
    ),
  ];
}

/** The accelerator's own two prices: by the hour, and by volume. */
function prices({ shortlist, decideWith }: AskedAgain): FlipQuestion[] {
  const lines = shortlist.flatMap(({ price }) => price.lines ?? []);
  const fixed = lines.find(isFixed);
  const fixedUsd = Number(fixed?.usd ?? 0);
  const hourly: FlipQuestion[] =
    fixedUsd > 0
      ? [
          {
            kind: "price",
            what: "fixed price of an accelerator",
            unit: "USD a month",
            now: fixedUsd,
            least: 0,
            most: fixedUsd * MOST_FACTOR,
            decideAt: (usd) => decideWith({ prices: { fixed: usd / fixedUsd } }),
            told: (usd) => `${usdText(usd)} USD a month for an accelerator`,
            nowText: `${usdText(fixedUsd)} USD`,
          },
        ]
      : [];
  if (!lines.some(isPremium)) return hourly;
  return [
    ...hourly,
    {
      kind: "price",
      what: "DT-Premium of the accelerator",
      unit: "times today's",
      now: 1,
      least: LEAST_FACTOR,
      most: MOST_FACTOR,
      decideAt: (premium) => decideWith({ prices: { premium } }),
      told: (factor) => `${factor.toPrecision(3)} times today's DT-Premium`,
      nowText: null,
    },
  ];
}

const LEAST_RTO_S = 5;
const MOST_RTO_S = 3_600;

function recoveryTimes({ rules, decideWith }: AskedAgain): FlipQuestion[] {
  const { rtoS } = rules.goals;
  if (rtoS === null) return [];
  return [
    {
      kind: "rto",
      what: "recovery time that is wanted",
      unit: "s",
      now: rtoS,
      least: Math.min(rtoS, LEAST_RTO_S),
      most: Math.max(rtoS, MOST_RTO_S),
      decideAt: (seconds) => decideWith({ rtoS: seconds }),
      told: (seconds) => `a recovery time of ${seconds.toFixed(0)} s`,
      nowText: `${rtoS.toFixed(0)} s`,
    },
  ];
}

const LEAST_TOLERANCE_US = 100;
const MOST_TOLERANCE_US = 500_000;

/** The difference that counts, which is the larger of a time and a share of what users have. */
function threshold({ rules, decision, decideWith }: AskedAgain): FlipQuestion {
  const { latencyUs, latencyRatio } = rules.tolerances;
  const bestUs = Math.min(
    ...decision.designs.flatMap(({ score }) => (score === null ? [] : [score.p95Us])),
  );
  const now = Number.isFinite(bestUs) ? Math.max(latencyUs, latencyRatio * bestUs) : latencyUs;
  return {
    kind: "threshold",
    what: "difference of latency that is worth acting on",
    unit: "ms",
    now: now / 1_000,
    least: Math.min(now, LEAST_TOLERANCE_US) / 1_000,
    most: Math.max(now, MOST_TOLERANCE_US) / 1_000,
    decideAt: (ms) => decideWith({ toleranceUs: 1_000 * ms }),
    told: (ms) => `a threshold of ${latencyText(1_000 * ms)}`,
    nowText: latencyText(now),
  };
}

/** Users who move to one group from all others alike. */
function mixes({ shortlist, decideWith }: AskedAgain): FlipQuestion[] {
  const [first] = shortlist;
  if (first === undefined || first.groups.length < 2) return [];
  const weights = first.groups.map(({ group, weight }) => [group, weight] as const);
  const largest = [...weights].sort(([, a], [, b]) => b - a).slice(0, MOST_GROUPS);
  return largest.map(([group, now]): FlipQuestion => {
    const others = 1 - now;
    return {
      kind: "mix",
      what: `share of the users in ${group}`,
      unit: "share",
      now,
      least: 0,
      most: 1,
      decideAt: (share) =>
        decideWith({
          weights: new Map(
            weights.map(([other, weight]) => [
              other,
              other === group ? share : others > 0 ? (weight * (1 - share)) / others : 0,
            ]),
          ),
        }),
      told: (share) => `${shareText(share)} of the users in ${group}`,
      nowText: shareText(now),
    };
  });
}

/** How many clients go on with an answer that is out of date: taken from publications until runs tell. */
function tails({ rules, decision, decideWith }: AskedAgain): FlipQuestion[] {
  const chosen = decision.chosen?.prediction ?? null;
  if (rules.goals.rtoS === null || chosen?.failover.basis === "measured") return [];
  return [
    {
      kind: "tail",
      what: "clients that go on with an answer that is out of date",
      unit: "share",
      now: PUBLISHED_HABITS.staleShare,
      least: 0,
      most: 0.9,
      decideAt: (staleShare) => decideWith({ habits: { ...PUBLISHED_HABITS, staleShare } }),
      told: (share) => `${shareText(share)} of the clients on answers that are out of date`,
      nowText: shareText(PUBLISHED_HABITS.staleShare),
    },
  ];
}
