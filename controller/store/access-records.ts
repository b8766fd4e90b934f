import { z } from "zod";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

/** What people may do, each including what stands before it. */
export const Role = z.enum(["viewer", "operator", "admin"]);

export type Role = z.infer<typeof Role>;

/** Who holds a session or an API token. */
export const Holder = z.object({ name: z.string().min(1).max(80), role: Role });

export type Holder = z.infer<typeof Holder>;

const ApiTokenRecord = Holder.extend({ hash: z.string() });

type ApiTokenRecord = z.infer<typeof ApiTokenRecord>;

/** Secrets are known here by their hashes only. */
export type AccessRecords = {
  putLogin(hash: string, holder: Holder, lifetimeMs: number): Promise<void>;
  /** Answers the holder once; every later call answers null. */
  takeLogin(hash: string): Promise<Holder | null>;
  putSession(hash: string, holder: Holder, lifetimeMs: number): Promise<void>;
  session(hash: string): Promise<Holder | null>;
  endSession(hash: string): Promise<void>;
  putApiToken(id: string, record: ApiTokenRecord): Promise<void>;
  apiToken(id: string): Promise<ApiTokenRecord | null>;
  /** Replaces the token of the vantage: the one before no longer opens anything. */
  putProbeToken(vantage: string, hash: string): Promise<void>;
  probeTokenHash(vantage: string): Promise<string | null>;
};

export function accessRecords(redis: RedisClient): AccessRecords {
  return {
    async putLogin(hash, holder, lifetimeMs) {
      await redis.set(KEYS.loginToken(hash), JSON.stringify(holder), "PX", lifetimeMs);
    },
    async takeLogin(hash) {
      const key = KEYS.loginToken(hash);
      // Read and deleted in one transaction: of two callers at once, one gets the holder.
      const replies = await redis.multi().get(key).del(key).exec();
      return parse(Holder, (replies?.[0]?.[1] ?? null) as string | null);
    },
    async putSession(hash, holder, lifetimeMs) {
      await redis.set(KEYS.session(hash), JSON.stringify(holder), "PX", lifetimeMs);
    },
    session: async (hash) => parse(Holder, await redis.get(KEYS.session(hash))),
    async endSession(hash) {
      await redis.del(KEYS.session(hash));
    },
    async putApiToken(id, record) {
      await redis.set(KEYS.apiToken(id), JSON.stringify(record));
    },
    apiToken: async (id) => parse(ApiTokenRecord, await redis.get(KEYS.apiToken(id))),
    async putProbeToken(vantage, hash) {
      await redis.set(KEYS.probeToken(vantage), hash);
    },
    probeTokenHash: (vantage) => redis.get(KEYS.probeToken(vantage)),
  };
}

function parse<Shape>(schema: z.ZodType<Shape>, text: string | null): Shape | null {
  return text === null ? null : schema.parse(JSON.parse(text));
}
