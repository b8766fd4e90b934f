import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { ClientHabits } from "../failover-time/failover-time.ts";
import { canonicalDesign } from "../routing/canonical.ts";
import { type FailingSettings, failingSettings } from "./failing-settings.ts";
import { type FailingPart, predictFailover } from "./predict-failover.ts";
import type { FailoverPrediction, GroupPrediction } from "./prediction.ts";
import type { ReadyWorld } from "./prediction-world.ts";
import { scoredRuns } from "./scored-runs.ts";
import type { FailingWay, Takeover } from "./takeovers.ts";

/** Who takes over whom in designs that lead everybody alike, way by way. */
export interface FailingUsers {
  readonly ways: readonly FailingWay[];
  /** Of each takeover, the places of its way and of its audience; arrays, because they are added up so often. */
  readonly wayOf: Uint32Array;
  readonly audienceOf: Uint32Array;
  /** Part of the audience, and that of it whom another endpoint serves. */
  readonly share: Float64Array;
  readonly recovers: Float64Array;
  /** Of each audience, the part of whom nobody knows who serves it. */
  readonly unknown: readonly number[];
}

export function failingUsers(
  takeovers: readonly Takeover[],
  groups: readonly Pick<GroupPrediction, "unknown">[],
): FailingUsers {
  const places = new Map<FailingWay, number>();
  const wayOf = takeovers.map(({ way }) => {
    const at = places.get(way) ?? places.size;
    places.set(way, at);
    return at;
  });
  return {
    ways: [...places.keys()],
    wayOf: Uint32Array.from(wayOf),
    audienceOf: Uint32Array.from(takeovers, ({ audience }) => audience),
    share: Float64Array.from(takeovers, ({ share }) => share),
    recovers: Float64Array.from(takeovers, ({ share, recovers }) => share * recovers),
    unknown: groups.map((each) => each.unknown),
  };
}

/** What else may be asked about a failure; each as the world has it where left out. */
interface FailureChange {
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
  { audiences, failoverRuns, service, habits: usual }: ReadyWorld,
  design: RoutingDesign,
  failing: FailingUsers,
  { rtoS, habits = usual, weights = audiences.map(({ weight }) => weight) }: FailureChange,
): FailoverPrediction {
  const unknown = failing.unknown.reduce((sum, part, at) => sum + (weights[at] ?? 0) * part, 0);
  const goal = {
    rtoS: rtoS ?? service.objectives.rtoS ?? null,
    attainmentRatio: service.objectives.attainmentRatio ?? USUAL_ATTAINMENT,
  };
  const weightOf =
    failoverRuns.length === 0
      ? NO_WEIGHTS
      : new Map(audiences.map(({ group }, at) => [group.id, weights[at] ?? 0]));
  const parts = bySettings(failingParts(design, failing), failing, weights).map(
    ({ settings, share, recovers }): FailingPart => ({
      share: share / (1 - unknown),
      recovers: recovers / (1 - unknown),
      settings,
      measured: scoredRuns(failoverRuns, settings, weightOf, goal),
    }),
  );
  return predictFailover({ parts, unknown }, goal.rtoS, habits);
}

/** Without runs nobody asks for them. */
const NO_WEIGHTS: ReadonlyMap<string, number> = new Map();

/** What decides how long failures last in a design: settings, and of each way the place of its own. */
interface FailingParts {
  readonly settings: readonly FailingSettings[];
  readonly settingsOf: readonly number[];
}

/** A design is asked about for hundreds of weights. */
const known = new WeakMap<FailingUsers, WeakMap<RoutingDesign, FailingParts>>();

function failingParts(design: RoutingDesign, failing: FailingUsers): FailingParts {
  const ofUsers = known.get(failing) ?? new WeakMap<RoutingDesign, FailingParts>();
  known.set(failing, ofUsers);
  const before = ofUsers.get(design);
  if (before !== undefined) return before;
  const canonical = canonicalDesign(design);
  const records = canonical.hostedZones.flatMap((zone) => zone.records);
  const settings: FailingSettings[] = [];
  const places = new Map<string, number>();
  const settingsOf = failing.ways.map((way) => {
    const own = failingSettings(canonical, records, way);
    const key = JSON.stringify(own);
    const at = places.get(key) ?? settings.push(own) - 1;
    places.set(key, at);
    return at;
  });
  const made = { settings, settingsOf };
  ofUsers.set(design, made);
  return made;
}

/** Users who lose their endpoint, all that have the same settings together. */
function bySettings(
  { settings, settingsOf }: FailingParts,
  { wayOf, audienceOf, share, recovers }: FailingUsers,
  weights: readonly number[],
) {
  const shares = new Float64Array(settings.length);
  const recovering = new Float64Array(settings.length);
  for (let at = 0; at < wayOf.length; at += 1) {
    const part = settingsOf[wayOf[at] as number] as number;
    const weight = weights[audienceOf[at] as number] ?? 0;
    shares[part] = (shares[part] as number) + weight * (share[at] as number);
    recovering[part] = (recovering[part] as number) + weight * (recovers[at] as number);
  }
  return settings.map((own, at) => ({
    settings: own,
    share: shares[at] as number,
    recovers: recovering[at] as number,
  }));
}
