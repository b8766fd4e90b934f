import type { FailoverEntry } from "../../contract/failover/client-class.ts";
import type {
  HealthTransition,
  MomentInterval,
} from "../../contract/failover/failover-timeline.ts";
import type { Moment } from "./moment.ts";

const SOURCE: Record<FailoverEntry, HealthTransition["source"]> = {
  dns: "health_check",
  accelerator: "accelerator_endpoint",
};

/**
 * When a way in counted an endpoint as unhealthy after the failure, as its health status tells. Null
 * where nobody saw it change.
 */
export function detectMoment(
  transitions: readonly HealthTransition[],
  entry: FailoverEntry,
  failed: string,
  injected: MomentInterval,
): Moment | null {
  const own = transitions.filter(
    ({ source, endpoint, to, when }) =>
      source === SOURCE[entry] &&
      endpoint === failed &&
      to === "unhealthy" &&
      when.byUs >= injected.afterUs,
  );
  return earliest(own.map(({ when }) => when));
}

/** The first of several things to come about; null where none of them is known to have. */
export function earliest(moments: readonly Moment[]): Moment | null {
  const seen = moments.flatMap(({ byUs }) => (byUs === null ? [] : [byUs]));
  if (seen.length === 0) return null;
  return { afterUs: Math.min(...moments.map(({ afterUs }) => afterUs)), byUs: Math.min(...seen) };
}
