import type { Random } from "../delay/random.ts";
import { Checker } from "../health/checker.ts";
import { probeOnce } from "../health/probe-once.ts";
import type { ProbeMeans } from "../health/probe-target.ts";
import type { World } from "../world/world.ts";
import { resourceIdOf, resourceKindOf } from "./resource-ids.ts";

/** What the load balancers of a world know of their targets. */
export interface TargetHealth {
  /** Undefined for a load balancer that is not there. */
  isHealthy(loadBalancerArn: string): boolean | undefined;
  close(): void;
}

/** Health check of the target groups: as a service has it that wants to fail over soon. */
const CHECK = { path: "/healthz", intervalMs: 10_000, failureThreshold: 3 } as const;

/** Has every load balancer of the world call its target, over HTTP and in lab time. */
export function watchTargets(
  world: Pick<World, "domain" | "endpoints">,
  httpPort: number,
  means: ProbeMeans & { readonly random: Random },
): TargetHealth {
  const balanced = world.endpoints.filter((endpoint) =>
    resourceKindOf(world, endpoint).endsWith("load-balancer"),
  );
  const checkers = new Map(
    balanced.map((endpoint) => [
      resourceIdOf(world, endpoint),
      new Checker({
        // Of the load balancer itself: it calls from within the Region.
        place: { region: "us-east-1", address: endpoint.address },
        clock: means.clock,
        intervalMs: CHECK.intervalMs,
        failureThreshold: CHECK.failureThreshold,
        rhythm: "from-call",
        phase: means.random(),
        probe: () =>
          probeOnce(
            { protocol: "HTTP", address: endpoint.address, port: httpPort, path: CHECK.path },
            means,
          ),
        onTurn: () => undefined,
      }),
    ]),
  );
  return {
    isHealthy: (arn) => checkers.get(arn)?.isHealthy,
    close: () => {
      for (const checker of checkers.values()) checker.stop();
    },
  };
}
