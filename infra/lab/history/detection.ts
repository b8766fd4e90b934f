import { ACCELERATOR_LIMITS } from "../accelerator/socket-monitor.ts";
import { TOLD_EVERY_MS } from "../accelerator/target-monitor.ts";
import { limitsOf } from "../balancing/target-check.ts";
import { resourceKindOf } from "../cloud/resource-ids.ts";
import { ACCELERATOR_CHECK } from "../cloud/seed-accelerator.ts";
import { TARGET_CHECK } from "../cloud/seed-balancer.ts";
import { ZONE_CHECK } from "../cloud/seed-zone.ts";
import type { Random } from "../delay/random.ts";
import { CHECKER_REGIONS } from "../health/checker-places.ts";
import { CHECKERS_PER_REGION, LONGEST_PUBLISH_DELAY_MS } from "../health/create-health-service.ts";
import { ROUTE53_LIMITS } from "../health/probe-target.ts";
import { enoughSayHealthy } from "../health/share.ts";
import type { World, WorldEndpoint } from "../world/world.ts";

/** How an endpoint fails: nobody listens any more, or packets to it are lost. */
export type Failure = "refuse" | "black-hole";

const MS = 1_000;

/**
 * Seconds (lab time) from a failure until Route 53 answers without the endpoint: every checker calls at a
 * phase of its own, an interval after it was answered, and turns over after so many bad calls.
 */
export function route53DetectionS(failure: Failure, random: Random): number {
  const { RequestInterval: intervalS, FailureThreshold: threshold } = ZONE_CHECK;
  const callS = failure === "refuse" ? 0 : ROUTE53_LIMITS.connectMs / MS;
  const turnsAtS = Array.from(
    { length: CHECKER_REGIONS.length * CHECKERS_PER_REGION },
    () => random() * intervalS + callS + (threshold - 1) * (intervalS + callS),
  ).sort((one, other) => one - other);
  const checkers = turnsAtS.length;
  const turnedOver = turnsAtS.find((_, at) => !enoughSayHealthy(checkers - at - 1, checkers)) ?? 0;
  return turnedOver + (random() * LONGEST_PUBLISH_DELAY_MS) / MS;
}

/**
 * Seconds (lab time) from a failure until an accelerator leads new connections elsewhere. It calls
 * instances and Elastic IP addresses itself, in every interval; of a load balancer's targets it is told.
 */
export function acceleratorDetectionS(
  world: Pick<World, "domain" | "endpoints">,
  endpoint: WorldEndpoint,
  failure: Failure,
  random: Random,
): number {
  const kind = resourceKindOf(world, endpoint);
  if (kind === "instance" || kind === "elastic-ip") {
    const callS = failure === "refuse" ? 0 : ACCELERATOR_LIMITS.connectMs / MS;
    return inARowS(ACCELERATOR_CHECK.intervalS, ACCELERATOR_CHECK.threshold, callS, random);
  }
  const callS = failure === "refuse" ? 0 : limitsOf(TARGET_CHECK).connectMs / MS;
  const { intervalS, unhealthyCount } = TARGET_CHECK;
  return inARowS(intervalS, unhealthyCount, callS, random) + (random() * TOLD_EVERY_MS) / MS;
}

/** One checker that calls in every interval, however long a call takes. */
function inARowS(intervalS: number, threshold: number, callS: number, random: Random): number {
  return random() * intervalS + (threshold - 1) * intervalS + callS;
}
