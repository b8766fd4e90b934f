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
import { routedDesign, routingKey } from "./routed-design.ts";
import { scoredRuns } from "./scored-runs.ts";
import { type ServedMemory, type ServedUsers, servedUsers } from "./served-users.ts";
import { type FailingWay, type Takeover, takeovers } from "./takeovers.ts";
import { reweighedQuantilesUs } from "./users-latency.ts";

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
  return {
    users,
    priced: pricedUsers(world.pricing, users.groups),
    takeovers: takeovers(audiences, found, endpoints),
  };
}

function failoverOf(
  world: ReadyWorld,
  { design }: Candidate,
  { users, takeovers: all }: Routed,
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
  const parts = bySettings(canonicalDesign(design), all, own).map(
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
  all: readonly Takeover[],
  weights: readonly number[],
): Summed[] {
  const records = design.hostedZones.flatMap((zone) => zone.records);
  const sums = new Map<string, Summed>();
  const ofWay = new Map<FailingWay, Summed>();
  for (const { audience, share, recovers, way } of all) {
    let sum = ofWay.get(way);
    if (sum === undefined) {
      const settings = failingSettings(design, records, way);
      const key = JSON.stringify(settings);
      sum = sums.get(key) ?? { settings, share: 0, recovers: 0 };
      sums.set(key, sum);
      ofWay.set(way, sum);
    }
    const users = (weights[audience] ?? 0) * share;
    sum.share += users;
    sum.recovers += users * recovers;
  }
  return [...sums.values()];
}
