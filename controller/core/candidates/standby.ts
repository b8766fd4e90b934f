import { aliasRecord, endpointRecord } from "./answer-of.ts";
import type { Draft } from "./draft.ts";
import type { Ground, PlannedEndpoint } from "./ground.ts";
import { latencyDraft } from "./plain-policies.ts";

/** Endpoints that take traffic, and those that do while all of these fail. */
export function tiersOf(endpoints: readonly PlannedEndpoint[]): {
  readonly serving: readonly PlannedEndpoint[];
  readonly standbys: readonly PlannedEndpoint[];
} {
  const serving = endpoints.filter(({ isStandby }) => !isStandby);
  const standbys = endpoints.filter(({ isStandby }) => isStandby);
  // Standbys alone are all there is to serve.
  return serving.length === 0 ? { serving: standbys, standbys: [] } : { serving, standbys };
}

/**
 * What a policy makes of the endpoints that take traffic, with the standbys behind it: at the name stands
 * a pair, its primary an alias to the policy's records, its secondary a standby, or the nearest of several.
 */
export function withStandbys(
  ground: Ground,
  ttlS: number,
  name: string,
  policy: (ground: Ground, name: string) => Draft,
): Draft {
  const { serving, standbys } = tiersOf(ground.endpoints);
  const own = { ...ground, endpoints: serving };
  if (standbys.length === 0) return policy(own, name);
  const active = `active.${name}`;
  const draft = policy(own, active);
  const primary = aliasRecord(ground, active, {
    name,
    routing: { policy: "failover", role: "PRIMARY" },
    setIdentifier: "serving",
  });
  return {
    ...draft,
    records: [primary, ...secondary(ground, ttlS, name, standbys), ...draft.records],
  };
}

function secondary(
  ground: Ground,
  ttlS: number,
  name: string,
  standbys: readonly PlannedEndpoint[],
): Draft["records"] {
  const place = {
    name,
    routing: { policy: "failover", role: "SECONDARY" },
    setIdentifier: "standby",
  } as const;
  const [only, ...more] = standbys;
  if (only !== undefined && more.length === 0) {
    return [endpointRecord(ground, ttlS, only, place)];
  }
  const below = `standby.${name}`;
  const { records } = latencyDraft({ ...ground, endpoints: standbys }, ttlS, below);
  return [aliasRecord(ground, below, place), ...records];
}
