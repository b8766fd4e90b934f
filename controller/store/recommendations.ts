import { ModelError } from "../contract/model-error.ts";
import { Recommendation } from "../contract/recommendation.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

/** Recommendations kept for each service; older ones make room. */
const KEPT_PER_SERVICE = 500;

export type Recommendations = {
  latest(service: string): Promise<Recommendation | null>;
  /** Newest first. */
  list(service: string, limit: number): Promise<Recommendation[]>;
  get(id: string): Promise<Recommendation | null>;
  /** Gives the next number to a new recommendation and keeps it. What is kept never changes. */
  append(service: string, make: (id: string) => Recommendation): Promise<Recommendation>;
  /** Keeps how far a recommendation's prediction was from what was measured, in place of what was known before. */
  keepError(error: ModelError): Promise<void>;
  /** Of a service, the newest recommendation first; none where nothing was measured after them yet. */
  errors(service: string): Promise<ModelError[]>;
};

/**
 * Numbered recommendations: a sorted set for each service with the number as score, and one hash that
 * says which service a number belongs to. A number that was drawn but never kept stays a gap.
 */
export function recommendations(redis: RedisClient): Recommendations {
  const list = async (service: string, limit: number) => {
    const texts = await redis.zrevrange(KEYS.recommendations(service), 0, Math.max(0, limit) - 1);
    return limit < 1 ? [] : texts.map(parse);
  };
  return {
    list,
    latest: async (service) => (await list(service, 1))[0] ?? null,
    async get(id) {
      const service = await redis.hget(KEYS.recommendationIndex, id);
      if (service === null) return null;
      const number = numberOf(id);
      const [text] = await redis.zrangebyscore(KEYS.recommendations(service), number, number);
      return text === undefined ? null : parse(text);
    },
    async append(service, make) {
      const number = await redis.incr(KEYS.recommendationCounter);
      const id = `REC-${String(number).padStart(4, "0")}`;
      const made = Recommendation.parse(make(id));
      if (made.id !== id || made.service !== service) {
        throw new TypeError(`${made.id} of ${made.service} was made for ${id} of ${service}`);
      }
      const key = KEYS.recommendations(service);
      await redis.hset(KEYS.recommendationIndex, id, service);
      await redis.zadd(key, number, JSON.stringify(made));
      await redis.zremrangebyrank(key, 0, -1 - KEPT_PER_SERVICE);
      return made;
    },
    async keepError(error) {
      const key = KEYS.modelErrors(error.service);
      await redis.hset(key, error.recommendation, JSON.stringify(error));
      const kept = (await redis.hkeys(key)).sort((a, b) => numberOf(a) - numberOf(b));
      const old = kept.slice(0, -KEPT_PER_SERVICE);
      if (old.length > 0) await redis.hdel(key, ...old);
    },
    async errors(service) {
      const texts = await redis.hvals(KEYS.modelErrors(service));
      const known = texts.flatMap((text) => {
        const parsed = ModelError.safeParse(JSON.parse(text));
        // What another release kept in another shape is worked out anew.
        return parsed.success ? [parsed.data] : [];
      });
      return known.sort((a, b) => numberOf(b.recommendation) - numberOf(a.recommendation));
    },
  };
}

function numberOf(id: string): number {
  return Number(id.slice("REC-".length));
}

function parse(text: string): Recommendation {
  return Recommendation.parse(JSON.parse(text));
}
