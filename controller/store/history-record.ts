import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { HistoryImport, HistorySummary } from "../contract/history-import.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** What services were given of measurements from elsewhere, one import for each. */
export type HistoryRecord = {
  /** Null where nothing was imported. */
  summary(service: string): Promise<HistorySummary | null>;
  /** As it was imported; only another one than before is unpacked. Null where nothing was imported. */
  read(service: string): Promise<HistoryImport | null>;
  /** Keeps an import in place of the one before. */
  write(service: string, summary: HistorySummary, history: HistoryImport): Promise<void>;
  /** Answers whether there was one. */
  forget(service: string): Promise<boolean>;
};

/** A hash for each service: the summary as JSON, the content as JSON in gzip. */
export function historyRecord(redis: RedisClient): HistoryRecord {
  const known = new Map<string, { hash: string; history: HistoryImport }>();
  const summary: HistoryRecord["summary"] = async (service) => {
    const text = await redis.hget(KEYS.history(service), "summary");
    return text === null ? null : HistorySummary.parse(JSON.parse(text));
  };
  return {
    summary,
    async read(service) {
      const hash = (await summary(service))?.hash;
      const before = known.get(service);
      if (hash === undefined) known.delete(service);
      if (hash === undefined || before?.hash === hash) return before?.history ?? null;
      const content = await redis.hgetBuffer(KEYS.history(service), "content");
      if (content === null) return null;
      const history = HistoryImport.parse(JSON.parse((await unpack(content)).toString()));
      known.set(service, { hash, history });
      return history;
    },
    async write(service, told, history) {
      const text = JSON.stringify(HistorySummary.parse(told));
      const content = await pack(JSON.stringify(history));
      await redis.hset(KEYS.history(service), { summary: text, content });
      known.set(service, { hash: told.hash, history });
    },
    async forget(service) {
      known.delete(service);
      return (await redis.del(KEYS.history(service))) > 0;
    },
  };
}
