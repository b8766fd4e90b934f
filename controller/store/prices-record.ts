import { z } from "zod";
import { PriceReading } from "../contract/price-reading.ts";
import { PriceNews } from "../contract/prices.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";
import { parseDerived } from "./parse-derived.ts";

/** A process that has not spoken for so long is gone. */
const READER_GONE_MS = 60_000;

const PricesReader = z.object({ refreshEveryMs: z.int().positive() });

type PricesReader = z.infer<typeof PricesReader>;

/** What has another shape is left out, for nothing is made of it but a list to read. */
const KeptNews = z
  .array(PriceNews.nullable().catch(null))
  .transform((all) => all.filter((each) => each !== null));

export type PricesRecord = {
  /**
   * What was read last, filled with what earlier readings left; null before the first, and where what is
   * kept has another shape, so that it is read anew.
   */
  read(): Promise<PriceReading | null>;
  /** What readings changed, the newest first, as far as it has the shape of today. */
  news(): Promise<PriceNews[]>;
  write(reading: PriceReading, news: readonly PriceNews[]): Promise<void>;
  /** The settings of a process that may read prices; null where none has spoken within a minute. */
  reader(): Promise<PricesReader | null>;
  /** To be repeated several times a minute. */
  declareReader(reader: PricesReader): Promise<void>;
};

/** The prices that were read, in one hash; only a changed text is parsed again. */
export function pricesRecord(redis: RedisClient): PricesRecord {
  let known: { text: string; reading: PriceReading | null } | null = null;
  return {
    async read() {
      const text = await redis.hget(KEYS.prices, "reading");
      if (text === null) return null;
      if (known?.text !== text) known = { text, reading: parseDerived(text, PriceReading) };
      return known.reading;
    },
    async news() {
      const text = await redis.hget(KEYS.prices, "news");
      return text === null ? [] : (parseDerived(text, KeptNews) ?? []);
    },
    async write(reading, news) {
      const text = JSON.stringify(PriceReading.parse(reading));
      await redis.hset(KEYS.prices, "reading", text, "news", JSON.stringify(news));
    },
    async reader() {
      const text = await redis.get(KEYS.pricesReader);
      return text === null ? null : PricesReader.parse(JSON.parse(text));
    },
    async declareReader(reader) {
      await redis.set(KEYS.pricesReader, JSON.stringify(reader), "PX", READER_GONE_MS);
    },
  };
}
