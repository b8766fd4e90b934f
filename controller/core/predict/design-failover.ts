import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { ClientHabits } from "../failover-time/failover-time.ts";
import { canonicalDesign } from "../routing/canonical.ts";
import { type FailingSettings, failingSettings } from "./failing-settings.ts";
import { type FailingPart, predictAttainment, predictFailover } from "./predict-failover.ts";
import type { FailoverPrediction, GroupPrediction } from "./prediction.ts";
import type { ReadyWorld } from "./prediction-world.ts";
import { alikeRuns, type RunUsers, scoredRuns } from "./scored-runs.ts";
import type { FailingWay, Takeover } from "./takeovers.ts";

/** Who takes over whom in designs that lead everybody alike, way by way. */
export interface FailingUsers {
  readonly takeovers: readonly Takeover[];
  readonly ways: readonly FailingWay[];
  /** Of each audience, the part of whom nobody knows who serves it. */
  readonly unknown: Float64Array;
}

export function failingUsers(
  takeovers: readonly Takeover[],
  groups: readonly Pick<GroupPrediction, "unknown">[],
): FailingUsers {
  return {
    takeovers,
    ways: [...new Set(takeovers.map(({ way }) => way))],
    unknown: Float64Array.from(groups, (each) => each.unknown),
  };
}

/** What else may be asked about a failure; each as the world has it where left out. */
export interface FailureChange {
  /** Seconds. */
  readonly rtoS?: number | undefined;
  readonly habits?: ClientHabits | undefined;
  /** Part of the users of each audience, adding up to 1. */
  readonly weights?: readonly number[] | undefined;
}

/** Share of users, or runs of them, that must be back in time where the service does not say. */
const USUAL_ATTAINMENT = 0.95;

/** How long users of a design are without service when the endpoint fails that serves them. */
export function designFailover(
  world: ReadyWorld,
  design: RoutingDesign,
  failing: FailingUsers,
): FailoverPrediction {
  const { parts, rtoS } = askedUsers(world, design, failing, {});
  return predictFailover(parts, rtoS, world.habits);
}

/** The part of them that is served again in time, with something changed. */
export function designAttainment(
  world: ReadyWorld,
  design: RoutingDesign,
  failing: FailingUsers,
  change: FailureChange,
): Pick<FailoverPrediction, "attainment" | "attainmentLow"> {
  const { parts, rtoS } = askedUsers(world, design, failing, change);
  return predictAttainment(parts, rtoS, change.habits ?? world.habits);
}

function askedUsers(
  { audiences, runs, service }: ReadyWorld,
  design: RoutingDesign,
  failing: FailingUsers,
  { rtoS, weights = audiences.map(({ weight }) => weight) }: FailureChange,
) {
  const unknown = weighed(failing.unknown, weights);
  const goal = {
    rtoS: rtoS ?? service.objectives.rtoS ?? null,
    attainmentRatio: service.objectives.attainmentRatio ?? USUAL_ATTAINMENT,
  };
  const parts = failingParts(design, failing, audiences.length, runs).map(
    ({ settings, share, recovers, runs: own }): FailingPart => ({
      share: weighed(share, weights) / (1 - unknown),
      recovers: weighed(recovers, weights) / (1 - unknown),
      settings,
      measured: scoredRuns(own, weights, goal),
    }),
  );
  return { parts: { parts, unknown }, rtoS: goal.rtoS };
}

/** Users who lose their endpoint and have the same settings; of each audience its part. */
interface FailingShare {
  readonly settings: FailingSettings;
  readonly share: Float64Array;
  /** Those of them whom another endpoint serves then. */
  readonly recovers: Float64Array;
  /** Those with the same settings. */
  readonly runs: readonly RunUsers[];
}

/** A design is asked about for hundreds of weights. */
const known = new WeakMap<FailingUsers, WeakMap<RoutingDesign, readonly FailingShare[]>>();

function failingParts(
  design: RoutingDesign,
  failing: FailingUsers,
  audiences: number,
  runs: readonly RunUsers[],
): readonly FailingShare[] {
  const ofUsers = known.get(failing) ?? new WeakMap<RoutingDesign, readonly FailingShare[]>();
  known.set(failing, ofUsers);
  const before = ofUsers.get(design);
  if (before !== undefined) return before;
  const canonical = canonicalDesign(design);
  const records = canonical.hostedZones.flatMap((zone) => zone.records);
  const byText = new Map<string, FailingShare>();
  const partOf = new Map<FailingWay, FailingShare>();
  for (const way of failing.ways) {
    const settings = failingSettings(canonical, records, way);
    const text = JSON.stringify(settings);
    const part = byText.get(text) ?? {
      settings,
      share: new Float64Array(audiences),
      recovers: new Float64Array(audiences),
      runs: alikeRuns(runs, settings),
    };
    byText.set(text, part);
    partOf.set(way, part);
  }
  for (const { audience, share, recovers, way } of failing.takeovers) {
    const part = partOf.get(way);
    if (part === undefined) continue;
    part.share[audience] = (part.share[audience] as number) + share;
    part.recovers[audience] = (part.recovers[audience] as number) + share * recovers;
  }
  const made = [...byText.values()];
  ofUsers.set(design, made);
  return made;
}

/** Of all users, by the part of them that each audience has. */
function weighed(parts: Float64Array, weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < parts.length; at += 1) {
    sum += (weights[at] as number) * (parts[at] as number);
  }
  return sum;
}
