import { ShadowLease } from "../contract/shadow.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

/** Shadows that are planned, stand in Route 53, or may still stand there. */
export type ShadowLeases = {
  get(id: string): Promise<ShadowLease | null>;
  all(): Promise<ShadowLease[]>;
  put(lease: ShadowLease): Promise<void>;
  /**
   * Takes one in this state out, for one of all that want it; null where there is none any more. Until it
   * is put back in its next state, a process that dies leaves nothing of it.
   */
  take(id: string, state: ShadowLease["state"]): Promise<ShadowLease | null>;
  remove(id: string): Promise<void>;
};

export function shadowLeases(redis: RedisClient): ShadowLeases {
  const read = (text: string) => ShadowLease.parse(JSON.parse(text));
  return {
    async get(id) {
      const text = await redis.hget(KEYS.shadows, id);
      return text === null ? null : read(text);
    },
    async all() {
      return Object.values(await redis.hgetall(KEYS.shadows)).map(read);
    },
    async put(lease) {
      await redis.hset(KEYS.shadows, lease.plan.id, JSON.stringify(ShadowLease.parse(lease)));
    },
    async take(id, state) {
      const text = await redis.hget(KEYS.shadows, id);
      if (text === null) return null;
      const lease = read(text);
      if (lease.state !== state) return null;
      return (await redis.isoSettle(KEYS.shadows, id, text)) === 1 ? lease : null;
    },
    async remove(id) {
      await redis.hdel(KEYS.shadows, id);
    },
  };
}
