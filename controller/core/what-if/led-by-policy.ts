import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { WhatIf } from "../../contract/what-if.ts";
import { acceleratorDraft, canBeAccelerated } from "../candidates/accelerator.ts";
import { type Draft, designOf } from "../candidates/draft.ts";
import { geoproximityDraft } from "../candidates/geoproximity.ts";
import type { Ground, PlannedEndpoint } from "../candidates/ground.ts";
import {
  failoverDraft,
  latencyDraft,
  multivalueDraft,
  weightedDraft,
} from "../candidates/plain-policies.ts";
import { type DesignSettings, TRIED_SETTINGS } from "../candidates/settings.ts";

type DesignChange = NonNullable<WhatIf["design"]>;
type Policy = NonNullable<DesignChange["policy"]>;

/** What keeps a policy from leading to these endpoints; null where nothing does. */
export function policyFault(ground: Ground, policy: Policy): string | null {
  switch (policy) {
    case "accelerator":
      return canBeAccelerated(ground)
        ? null
        : "no endpoint has a resource in a Region, and an accelerator leads to nothing else";
    case "failover":
      return failoverPair(ground) === null ? "needs two endpoints, and there is one" : null;
    case "latency":
    case "geoproximity":
    case "weighted":
    case "multivalue":
      return null;
  }
}

/** Every endpoint under one policy, with the settings that are told and the usual ones for the rest. */
export function ledByPolicy(ground: Ground, policy: Policy, change: DesignChange): RoutingDesign {
  const settings = { ...(TRIED_SETTINGS[0] as DesignSettings), ...told(change) };
  return designOf(ground, settings, draftOf(ground, policy, settings));
}

function told({ ttlS, intervalS, failureThreshold }: DesignChange): Partial<DesignSettings> {
  return {
    ...(ttlS === undefined ? {} : { ttlS }),
    ...(intervalS === undefined ? {} : { intervalS }),
    ...(failureThreshold === undefined ? {} : { failureThreshold }),
  };
}

function draftOf(ground: Ground, policy: Policy, settings: DesignSettings): Draft {
  const { ttlS } = settings;
  switch (policy) {
    case "latency":
      return latencyDraft(ground, ttlS);
    case "geoproximity":
      return geoproximityDraft(ground, ttlS);
    case "weighted":
      return weightedDraft(ground, ttlS, new Map(ground.endpoints.map(({ id }) => [id, 100])));
    case "multivalue":
      return multivalueDraft(ground, ttlS);
    case "accelerator":
      return acceleratorDraft(ground, settings);
    case "failover": {
      const pair = failoverPair(ground);
      if (pair === null) throw new RangeError("design.policy: failover needs two endpoints");
      return failoverDraft(ground, ttlS, pair);
    }
  }
}

/** The first one that takes traffic, and the standby, or else the next one. */
function failoverPair({
  endpoints,
}: Pick<Ground, "endpoints">): [PlannedEndpoint, PlannedEndpoint] | null {
  const primary = endpoints.find(({ isStandby }) => !isStandby) ?? endpoints[0];
  const others = endpoints.filter((endpoint) => endpoint !== primary);
  const secondary = others.find(({ isStandby }) => isStandby) ?? others[0];
  return primary === undefined || secondary === undefined ? null : [primary, secondary];
}
