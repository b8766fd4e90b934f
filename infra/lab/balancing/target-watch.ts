import type { TargetHealth } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { LabClock } from "../clock.ts";
import type { Random } from "../delay/random.ts";
import { Checker } from "../health/checker.ts";
import type { ProbeLimits, ProbeOutcome, ProbeTarget } from "../health/probe-target.ts";
import { limitsOf, type TargetCheck } from "./target-check.ts";
import { type BalancerKind, unhealthyFor } from "./target-reason.ts";

/** A target that a load balancer sends requests to. */
export interface WatchedTarget {
  readonly loadBalancerArn: string;
  readonly kind: BalancerKind;
  readonly targetGroupArn: string;
  readonly targetId: string;
  /** Where it is called. */
  readonly address: string;
  readonly port: number;
  readonly check: TargetCheck;
}

export interface TargetWatchMeans {
  readonly clock: LabClock;
  readonly random: Random;
  /** Never rejects. */
  readonly probe: (target: ProbeTarget, limits: ProbeLimits) => Promise<ProbeOutcome>;
}

/**
 * The health checks of load balancers: every target is called over HTTP in lab time, and turns over
 * by the thresholds of its group. All targets have been there for long, and so begin healthy.
 */
export class TargetWatch {
  readonly #targets: readonly { readonly target: WatchedTarget; readonly checker: Checker }[];

  constructor(targets: readonly WatchedTarget[], means: TargetWatchMeans) {
    this.#targets = targets.map((target) => ({ target, checker: checkerOf(target, means) }));
  }

  /** Throws for a target that is not watched. */
  healthOf(targetGroupArn: string, targetId: string): TargetHealth {
    const found = this.#targets.find(
      ({ target }) => target.targetGroupArn === targetGroupArn && target.targetId === targetId,
    );
    if (found === undefined) throw new Error(`${targetId} of ${targetGroupArn} is not watched`);
    const { checker, target } = found;
    if (checker.isHealthy) return { State: "healthy" };
    return unhealthyFor(target.kind, checker.lastFailure?.reason ?? "");
  }

  /**
   * Whether each target group of a load balancer has a healthy target, as aliases that evaluate target
   * health ask; undefined for a load balancer that has no targets here.
   */
  isHealthy(loadBalancerArn: string): boolean | undefined {
    const own = this.#targets.filter(({ target }) => target.loadBalancerArn === loadBalancerArn);
    if (own.length === 0) return undefined;
    const healthy = own.filter(({ checker }) => checker.isHealthy);
    const groupsWithHealthy = new Set(healthy.map(({ target }) => target.targetGroupArn));
    return own.every(({ target }) => groupsWithHealthy.has(target.targetGroupArn));
  }

  /** Ends all calls. */
  close(): void {
    for (const { checker } of this.#targets) checker.stop();
  }
}

function checkerOf(target: WatchedTarget, { clock, random, probe }: TargetWatchMeans): Checker {
  const { address, check, port } = target;
  const checker = new Checker({
    clock,
    intervalMs: check.intervalS * 1_000,
    failureThreshold: check.unhealthyCount,
    initialStatus: true,
    rhythm: "from-call",
    phase: random(),
    probe: () =>
      probe(
        { protocol: "HTTP", address, port, path: check.path, userAgent: "ELB-HealthChecker/2.0" },
        limitsOf(check),
      ),
    onTurn: () => {
      checker.setFailureThreshold(checker.isHealthy ? check.unhealthyCount : check.healthyCount);
    },
  });
  return checker;
}
