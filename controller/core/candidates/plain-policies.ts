import type { RoutingPolicy } from "../../contract/aws/routing-policy.ts";
import { endpointRecord } from "./answer-of.ts";
import { recordPerRegion } from "./by-region.ts";
import type { Draft } from "./draft.ts";
import type { Ground, PlannedEndpoint } from "./ground.ts";

/** One endpoint for everybody; nothing happens when it fails. */
export function simpleDraft(
  ground: Ground,
  ttlS: number,
  endpoint: PlannedEndpoint,
  name = ground.name,
): Draft {
  return {
    records: [endpointRecord(ground, ttlS, endpoint, { name, routing: { policy: "simple" } })],
  };
}

/** One endpoint for everybody, and another while it fails. */
export function failoverDraft(
  ground: Ground,
  ttlS: number,
  [primary, secondary]: readonly [PlannedEndpoint, PlannedEndpoint],
  name = ground.name,
): Draft {
  const record = (endpoint: PlannedEndpoint, role: "PRIMARY" | "SECONDARY") =>
    endpointRecord(ground, ttlS, endpoint, { name, routing: { policy: "failover", role } });
  return { records: [record(primary, "PRIMARY"), record(secondary, "SECONDARY")] };
}

/** Answers in proportion to weights from 0 to 255, whoever asks. */
export function weightedDraft(
  ground: Ground,
  ttlS: number,
  weights: ReadonlyMap<string, number>,
  name = ground.name,
): Draft {
  return everyEndpoint(ground, ttlS, name, ({ id }) => ({
    policy: "weighted",
    weight: weights.get(id) ?? 0,
  }));
}

/** Up to eight healthy endpoints at once, of which clients take any. */
export function multivalueDraft(ground: Ground, ttlS: number, name = ground.name): Draft {
  return everyEndpoint(ground, ttlS, name, () => ({ policy: "multivalue" }));
}

/** The Region that AWS's own table has as the nearest. */
export function latencyDraft(ground: Ground, ttlS: number, name = ground.name): Draft {
  const records = recordPerRegion(ground, ttlS, name, (region) => ({ policy: "latency", region }));
  return { records };
}

function everyEndpoint(
  ground: Ground,
  ttlS: number,
  name: string,
  routingOf: (endpoint: PlannedEndpoint) => RoutingPolicy,
): Draft {
  return {
    records: ground.endpoints.map((endpoint) =>
      endpointRecord(ground, ttlS, endpoint, { name, routing: routingOf(endpoint) }),
    ),
  };
}
