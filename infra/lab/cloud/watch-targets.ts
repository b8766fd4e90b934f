import { TargetWatch, type WatchedTarget } from "../balancing/target-watch.ts";
import type { LabClock } from "../clock.ts";
import type { Random } from "../delay/random.ts";
import type { EndpointFaults } from "../faults/endpoint-faults.ts";
import { probeOnce } from "../health/probe-once.ts";
import { reachThrough } from "../health/reach.ts";

/** Has load balancers call their targets over real sockets. */
export function watchTargets(
  targets: readonly WatchedTarget[],
  {
    clock,
    random,
    faults,
  }: { readonly clock: LabClock; readonly random: Random; readonly faults: EndpointFaults },
): TargetWatch {
  const reach = reachThrough(faults);
  return new TargetWatch(targets, {
    clock,
    random,
    probe: (target, limits) => probeOnce(target, { clock, limits, reach }),
  });
}
