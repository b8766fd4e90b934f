import type { FailoverRun } from "../../../controller/contract/failover-run.ts";
import { acceleratedEndpoints } from "../accelerator/accelerated-endpoints.ts";
import type { Truth } from "../announcement.ts";
import { ACCELERATOR_CHECK } from "../cloud/seed-accelerator.ts";
import { ZONE_CHECK } from "../cloud/seed-zone.ts";
import type { Random } from "../delay/random.ts";
import type { World, WorldEndpoint } from "../world/world.ts";
import { acceleratorDetectionS, type Failure, route53DetectionS } from "./detection.ts";
import { namedRandom } from "./named-random.ts";

type WayIn = FailoverRun["entry"];

/**
 * Runs of each way in. 59 without a miss are the fewest that bear out 95 % attainment at a lower bound of
 * 95 % (Clopper and Pearson, 1934).
 */
const RUNS = 60;
const FAILURES: readonly Failure[] = ["refuse", "black-hole"];
const MS = 1_000;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** From when on runs were made, and over how many days; UTC, days since the epoch. */
export interface RunDays {
  readonly firstDay: number;
  readonly days: number;
}

/**
 * Failover runs as they would have gone in the lab: endpoints fail in turn, and the lab's own checks,
 * TTLs and cadence say when the clients are served again. Seconds are those of the lab's clock.
 */
export function simulateFailovers(
  world: World,
  truth: readonly Truth[],
  days: RunDays,
): FailoverRun[] {
  return (["dns", "accelerator"] as const).flatMap((entry) => {
    const led = truth.filter((row) => row.entry === entry && row.endpoint === null);
    const serving = world.endpoints.filter(({ id }) => led.some((row) => row.servedBy === id));
    return serving.length === 0 ? [] : runsOf(world, entry, led, serving, days);
  });
}

function runsOf(
  world: World,
  entry: WayIn,
  led: readonly Truth[],
  serving: readonly WorldEndpoint[],
  { firstDay, days }: RunDays,
): FailoverRun[] {
  const random = namedRandom(world.seed, `failover ${entry}`);
  const settings =
    entry === "dns"
      ? {
          ttlS: world.ttlS,
          intervalS: ZONE_CHECK.RequestInterval,
          failureThreshold: ZONE_CHECK.FailureThreshold,
        }
      : {
          ttlS: null,
          intervalS: ACCELERATOR_CHECK.intervalS,
          failureThreshold: ACCELERATOR_CHECK.threshold,
        };
  return Array.from({ length: RUNS }, (_, at) => {
    const endpoint = serving[at % serving.length] as WorldEndpoint;
    const failure = FAILURES[Math.floor(at / serving.length) % FAILURES.length] as Failure;
    const hit = led.filter(({ servedBy }) => servedBy === endpoint.id);
    return {
      id: `simulated ${entry} ${String(at + 1).padStart(2, "0")}`,
      atMs: momentOf(firstDay, days, at, entry),
      entry,
      endpoint: endpoint.id,
      ...settings,
      recoveryS: recoveries(world, entry, endpoint, failure, hit, random),
    };
  });
}

/** Spread over the days, each in the middle of an hour: in its first minutes paths are measured. */
function momentOf(firstDay: number, days: number, at: number, entry: WayIn): number {
  const hour = Math.floor((at * days * 24) / RUNS) + (entry === "dns" ? 0 : 2);
  return firstDay * DAY_MS + (hour + 0.5) * HOUR_MS;
}

/** A group is served again when all of its vantages are that were led to the endpoint. */
function recoveries(
  world: World,
  entry: WayIn,
  endpoint: WorldEndpoint,
  failure: Failure,
  hit: readonly Truth[],
  random: Random,
): FailoverRun["recoveryS"] {
  const others = (entry === "dns" ? world.endpoints : acceleratedEndpoints(world)).filter(
    ({ id }) => id !== endpoint.id,
  );
  const changedAtS =
    entry === "dns"
      ? route53DetectionS(failure, random)
      : acceleratorDetectionS(world, endpoint, failure, random);
  const servedAtS = new Map(
    hit.map(({ vantage }) => {
      const cachedS = entry === "dns" ? random() * world.ttlS : 0;
      return [vantage, changedAtS + cachedS + noticedS(world, failure, random)];
    }),
  );
  const byGroup = world.service.clientGroups.flatMap((group) => {
    const times = group.vantages.flatMap((id) => servedAtS.get(id) ?? []);
    if (times.length === 0) return [];
    const whole = others.length === 0 ? null : Math.ceil(Math.max(...times));
    return [[group.id, whole] as const];
  });
  return Object.fromEntries(byGroup);
}

/** Until the attempt that was under way has ended and the next one was answered: a probe's resolution. */
function noticedS(world: World, failure: Failure, random: Random): number {
  const { echoIntervalMs, timeoutMs } = world.service.cadence;
  const hangingMs = failure === "refuse" ? 0 : timeoutMs;
  return (hangingMs + (1 + random()) * echoIntervalMs) / MS;
}
