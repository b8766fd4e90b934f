import { KeptPlan } from "../contract/failover/kept-plan.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

export type FailoverPlans = {
  /** In the order of their ids. */
  list(): Promise<KeptPlan[]>;
  get(id: string): Promise<KeptPlan | null>;
  /** In the place of the one with the same id. */
  put(kept: KeptPlan): Promise<void>;
  /** False where there was none. */
  remove(id: string): Promise<boolean>;
};

/** Plans of failover tests, in one hash. Somebody wrote each of them, so nothing is dropped by itself. */
export function failoverPlans(redis: RedisClient): FailoverPlans {
  return {
    async list() {
      const texts = await redis.hvals(KEYS.failoverPlans);
      return texts.map(parse).sort((a, b) => (a.plan.id < b.plan.id ? -1 : 1));
    },
    async get(id) {
      const text = await redis.hget(KEYS.failoverPlans, id);
      return text === null ? null : parse(text);
    },
    async put(kept) {
      await redis.hset(KEYS.failoverPlans, kept.plan.id, JSON.stringify(KeptPlan.parse(kept)));
    },
    remove: async (id) => (await redis.hdel(KEYS.failoverPlans, id)) > 0,
  };
}

function parse(text: string): KeptPlan {
  return KeptPlan.parse(JSON.parse(text));
}
