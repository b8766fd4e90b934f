import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { Assumed } from "../routing/routing-world.ts";
import { type RoutingModel, type Servings, servedBy } from "./routing-model.ts";

/**
 * Failures that are gone through, one at a time, to see who depends on what. Of a design with more it is not
 * known of those whom none of these touches.
 */
const MOST_FAILURES = 40;

/** A design that is asked who serves whom. Each answer is worked out once, when it is first wanted. */
export type AskedDesign = {
  readonly design: RoutingDesign;
  /** Things that health is known of, each down by itself. */
  readonly failures: readonly Assumed[];
  /** Whether there are more failures than these. */
  readonly isCut: boolean;
  /** @param failure undefined while everything is healthy */
  readonly servings: (failure?: Assumed) => Servings;
};

export function askedDesign(model: RoutingModel, design: RoutingDesign): AskedDesign {
  const known = new Map<Assumed | undefined, Servings>();
  const failures = failuresOf(design);
  return {
    design,
    failures: failures.slice(0, MOST_FAILURES),
    isCut: failures.length > MOST_FAILURES,
    servings: (failure) => {
      const before = known.get(failure);
      if (before !== undefined) return before;
      const servings = servedBy(model, design, failure);
      known.set(failure, servings);
      return servings;
    },
  };
}

function failuresOf({ healthChecks, accelerators }: RoutingDesign): Assumed[] {
  const checks = healthChecks
    .filter(({ config }) => config.type !== "CALCULATED")
    .map(({ id }): Assumed => ({ downChecks: new Set([id]) }));
  const endpoints = accelerators.flatMap(({ listeners }) =>
    listeners.flatMap(({ endpointGroups }) =>
      endpointGroups.flatMap((group) => group.endpoints.map(({ endpointId }) => endpointId)),
    ),
  );
  const ends = [...new Set(endpoints)].map((id): Assumed => ({ downResources: new Set([id]) }));
  return [...checks, ...ends];
}
