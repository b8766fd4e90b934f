import type { ProbeLimits } from "../health/probe-target.ts";

/** How a load balancer checks the targets of a group; over HTTP, 200 to 399 is good. */
export interface TargetCheck {
  readonly path: string;
  readonly intervalS: number;
  /** For all of a call. */
  readonly timeoutS: number;
  /** Good calls in a row that make a target healthy again. */
  readonly healthyCount: number;
  /** Bad calls in a row that make it unhealthy. */
  readonly unhealthyCount: number;
}

export function limitsOf({ timeoutS }: TargetCheck): ProbeLimits {
  const ms = timeoutS * 1_000;
  return { tcpMs: ms, connectMs: ms, statusMs: ms, bodyMs: ms };
}
