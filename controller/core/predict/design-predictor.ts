import type { PriceBook } from "../../contract/price-book.ts";
import type { ClientHabits } from "../failover-time/failover-time.ts";
import { canonicalDesign } from "../routing/canonical.ts";
import type { Candidate } from "./candidate.ts";
import { componentsOf } from "./components.ts";
import { type FailingSettings, failingSettings } from "./failing-settings.ts";
import { type FailingPart, predictFailover } from "./predict-failover.ts";
import type { DesignPrice, FailoverPrediction, Prediction } from "./prediction.ts";
import { type PredictionWorld, type ReadyWorld, readyWorld } from "./prediction-world.ts";
import { type PricedUsers, pricedUsers, priceOf } from "./price-of.ts";
import { reweighedQuantilesUs } from "./reweighed-quantiles.ts";
import { routedDesign, routingKey } from "./routed-design.ts";
import { scoredRuns } from "./scored-runs.ts";
import { type ServedMemory, type ServedUsers, servedUsers } from "./served-users.ts";
import { type FailingWay, type Takeover, takeovers } from "./takeovers.ts";

/** What else may be asked about a failure; each as the world has it where left out. */
interface FailoverChange {
  readonly rtoS?: number | undefined;
  readonly habits?: ClientHabits | undefined;
  /** Part of the users by group, adding up to 1. */
  readonly weights?: ReadonlyMap<string, number> | undefined;
}

/** Quantiles of all users, in microseconds. */
interface UsersQuantiles {
  readonly p50Us: number;
  readonly p95Us: number;
}

/** Predicts designs, and parts of predictions under other conditions without doing the rest again. */
export interface DesignPredictor {
  readonly predict: (candidate: Candidate) => Prediction;
  readonly failover: (candidate: Candidate, change: FailoverChange) => FailoverPrediction;
  /** If the groups had other parts of the users; null where nobody who has one was measured. */
  readonly reweighed: (
    candidate: Candidate,
    weights: ReadonlyMap<string, number>,
  ) => UsersQuantiles | null;
  /** At other prices. */
  readonly price: (candidate: Candidate, prices: PriceBook) => DesignPrice;
}

/** What candidates have in common that lead everybody alike. */
interface Routed {
  readonly users: ServedUsers;
  readonly priced: PricedUsers;
  readonly takeovers: readonly Takeover[];
  /** These, way by way, of the users as they are. */
  readonly failing: readonly FailingUsersOfWay[];
}

/** Users whom one way leads to an endpoint, and those of them whom another serves when it fails; of all users. */
interface FailingUsersOfWay {
  readonly way: FailingWay;
  readonly share: number;
  readonly recovers: number;
}

/** Share of users, or runs of them, that must be back in time where the service does not say. */
const USUAL_ATTAINMENT = 0.95;

export function designPredictor(given: PredictionWorld): DesignPredictor {
  const world = readyWorld(given);
  const routed = new Map<string, Routed>();
  const served: ServedMemory = { all: new Map(), groups: new Map() };
  const routedOf = (candidate: Candidate): Routed => {
    const { design, door } = candidate;
    const key = candidate.routingKey ?? routingKey(canonicalDesign(design), door);
    const known = routed.get(key);
    if (known !== undefined) return known;
    const made = route(world, candidate, served);
    routed.set(key, made);
    return made;
  };
  const failover = (candidate: Candidate, change: FailoverChange) =>
    failoverOf(world, candidate, routedOf(candidate), change);
  const price = (candidate: Candidate, prices: PriceBook) =>
    priceOf({ ...world.pricing, prices }, candidate, routedOf(candidate).priced);
  return {
    predict: (candidate) => {
      const { times: _, ...users } = routedOf(candidate).users;
      return {
        candidate,
        ...users,
        failover: failover(candidate, {}),
        price: price(candidate, world.prices),
        components: componentsOf(candidate.design),
      };
    },
    failover,
    reweighed: (candidate, weights) => {
      const { times } = routedOf(candidate).users;
      const own = world.audiences.map(({ group }) => weights.get(group.id) ?? 0);
      const [p50Us, p95Us] = reweighedQuantilesUs(times, own, [0.5, 0.95]) ?? [];
      return p50Us === undefined || p95Us === undefined ? null : { p50Us, p95Us };
    },
    price,
  };
}

/** What each design would be for the users; those that lead everybody alike share the work. */
export function predictDesigns(
  world: PredictionWorld,
  candidates: readonly Candidate[],
): Prediction[] {
  return candidates.map(designPredictor(world).predict);
}

function route(world: ReadyWorld, { design, door }: Candidate, served: ServedMemory): Routed {
  const { audiences, endpoints, evidence } = world;
  const found = routedDesign(world, design, door);
  const users = servedUsers(audiences, found, evidence, served);
  const all = takeovers(audiences, found, endpoints);
  return {
    users,
    priced: pricedUsers(world.pricing, users.groups),
    takeovers: all,
    failing: byWay(
      all,
      audiences.map(({ weight }) => weight),
    ),
  };
}

function failoverOf(
  world: ReadyWorld,
  { design }: Candidate,
  { users, takeovers: all, failing }: Routed,
  { rtoS, habits = world.habits, weights }: FailoverChange,
): FailoverPrediction {
  const { audiences, failoverRuns, service } = world;
  const weightOf = weights ?? new Map(audiences.map(({ group, weight }) => [group.id, weight]));
  const own = audiences.map(({ group }) => weightOf.get(group.id) ?? 0);
  const unknown = users.groups.reduce((sum, each, at) => sum + (own[at] ?? 0) * each.unknown, 0);
  const goal = {
    rtoS: rtoS ?? service.objectives.rtoS ?? null,
    attainmentRatio: service.objectives.attainmentRatio ?? USUAL_ATTAINMENT,
  };
  const ways = weights === undefined ? failing : byWay(all, own);
  const parts = bySettings(canonicalDesign(design), ways).map(
    ({ settings, share, recovers }): FailingPart => ({
      share: share / (1 - unknown),
      recovers: recovers / (1 - unknown),
      settings,
      measured: scoredRuns(failoverRuns, settings, weightOf, goal),
    }),
  );
  return predictFailover({ parts, unknown }, goal.rtoS, habits);
}

interface Summed {
  readonly settings: FailingSettings;
  share: number;
  recovers: number;
}

function bySettings(
  design: Candidate["design"],
  ways: readonly FailingUsersOfWay[],
): readonly Summed[] {
  const records = design.hostedZones.flatMap((zone) => zone.records);
  const sums = new Map<string, Summed>();
  for (const { way, share, recovers } of ways) {
    const settings = failingSettings(design, records, way);
    const key = JSON.stringify(settings);
    const sum = sums.get(key) ?? { settings, share: 0, recovers: 0 };
    sum.share += share;
    sum.recovers += recovers;
    sums.set(key, sum);
  }
  return [...sums.values()];
}

/** @param weights parts of all users, of each of the audiences */
function byWay(all: readonly Takeover[], weights: readonly number[]): FailingUsersOfWay[] {
  const sums = new Map<FailingWay, { share: number; recovers: number }>();
  for (const { audience, share, recovers, way } of all) {
    const sum = sums.get(way) ?? { share: 0, recovers: 0 };
    const users = (weights[audience] ?? 0) * share;
    sum.share += users;
    sum.recovers += users * recovers;
    sums.set(way, sum);
  }
  return [...sums].map(([way, sum]) => ({ way, ...sum }));
}
