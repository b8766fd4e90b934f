import type { PriceBook } from "../../contract/price-book.ts";
import type { ClientHabits } from "../failover-time/failover-time.ts";
import { canonicalDesign } from "../routing/canonical.ts";
import type { Candidate } from "./candidate.ts";
import { componentsOf } from "./components.ts";
import {
  designAttainment,
  designFailover,
  type FailingUsers,
  failingUsers,
} from "./design-failover.ts";
import type { DesignPrice, FailoverPrediction, Prediction } from "./prediction.ts";
import { type PredictionWorld, type ReadyWorld, readyWorld } from "./prediction-world.ts";
import { type PricedUsers, pricedUsers, priceOf } from "./price-of.ts";
import { type ReweighedQuantiles, reweighedQuantiles } from "./reweighed-quantiles.ts";
import { routedDesign, routingKey } from "./routed-design.ts";
import { type ServedMemory, type ServedUsers, servedUsers } from "./served-users.ts";
import { takeovers } from "./takeovers.ts";

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
  /** The share of the users who are served again in time. */
  readonly attainment: (
    candidate: Candidate,
    change: FailoverChange,
  ) => Pick<FailoverPrediction, "attainment" | "attainmentLow">;
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
  readonly failing: FailingUsers;
  readonly reweighed: ReweighedQuantiles;
  /** The last weights that were asked about, and what was told. */
  readonly asked: { weights: ReadonlyMap<string, number> | null; told: UsersQuantiles | null };
}

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
  const weightsOf = weightsIn(world.audiences.map(({ group }) => group.id));
  const price = (candidate: Candidate, prices: PriceBook) =>
    priceOf({ ...world.pricing, prices }, candidate, routedOf(candidate).priced);
  return {
    predict: (candidate) => {
      const { times: _, ...users } = routedOf(candidate).users;
      return {
        candidate,
        ...users,
        failover: designFailover(world, candidate.design, routedOf(candidate).failing),
        price: price(candidate, world.prices),
        components: componentsOf(candidate.design),
      };
    },
    attainment: (candidate, { weights, ...change }) =>
      designAttainment(world, candidate.design, routedOf(candidate).failing, {
        ...change,
        ...(weights === undefined ? {} : { weights: weightsOf(weights) }),
      }),
    reweighed: (candidate, weights) => {
      const { reweighed, asked } = routedOf(candidate);
      // Designs that lead everybody alike are asked one after the other.
      if (asked.weights !== weights) {
        const [p50Us, p95Us] = reweighed(weightsOf(weights), [0.5, 0.95]) ?? [];
        asked.weights = weights;
        asked.told = p50Us === undefined || p95Us === undefined ? null : { p50Us, p95Us };
      }
      return asked.told;
    },
    price,
  };
}

/** Parts of the users in the order of the groups; the same weights are asked about of many designs. */
function weightsIn(groups: readonly string[]) {
  const known = new WeakMap<ReadonlyMap<string, number>, readonly number[]>();
  return (weights: ReadonlyMap<string, number>): readonly number[] => {
    const before = known.get(weights);
    if (before !== undefined) return before;
    const own = groups.map((id) => weights.get(id) ?? 0);
    known.set(weights, own);
    return own;
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
    failing: failingUsers(takeovers(audiences, found, endpoints), users.groups),
    reweighed: reweighedQuantiles(users.times),
    asked: { weights: null, told: null },
  };
}
