import { Baseline } from "../contract/baseline.ts";
import type { DriftAgainst } from "../contract/drift.ts";
import { KeptDrift } from "../contract/kept-drift.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";
import { parseDerived } from "./parse-derived.ts";

export type DriftRecord = {
  /** As it was checked last; null before the first check, and where what is kept has another shape. */
  read(service: string, against: DriftAgainst): Promise<KeptDrift | null>;
  write(kept: KeptDrift): Promise<void>;
  /** Forgets the reports of services other than these. What was accepted stays, should they come back. */
  keepOnly(services: readonly string[]): Promise<void>;
  /** What was accepted last; null where nothing was. */
  baseline(service: string): Promise<Baseline | null>;
  accept(baseline: Baseline): Promise<void>;
};

/** Reports and baselines, each kind in one hash. */
export function driftRecord(redis: RedisClient): DriftRecord {
  return {
    async read(service, against) {
      const text = await redis.hget(KEYS.drift, fieldOf(service, against));
      return text === null ? null : parseDerived(text, KeptDrift);
    },
    async write(drift) {
      const { service, basis } = drift.report;
      const text = JSON.stringify(KeptDrift.parse(drift));
      await redis.hset(KEYS.drift, fieldOf(service, basis.against), text);
    },
    async keepOnly(services) {
      const known = new Set(services);
      const fields = await redis.hkeys(KEYS.drift);
      const gone = fields.filter((field) => !known.has(serviceOf(field)));
      if (gone.length > 0) await redis.hdel(KEYS.drift, ...gone);
    },
    async baseline(service) {
      const text = await redis.hget(KEYS.baselines, service);
      // Somebody accepted it, and nothing can make it anew.
      return text === null ? null : Baseline.parse(JSON.parse(text));
    },
    async accept(baseline) {
      const text = JSON.stringify(Baseline.parse(baseline));
      await redis.hset(KEYS.baselines, baseline.service, text);
    },
  };
}

/** No service's id has a space. */
function fieldOf(service: string, against: DriftAgainst): string {
  return `${against} ${service}`;
}

function serviceOf(field: string): string {
  return field.slice(field.indexOf(" ") + 1);
}
