import { z } from "zod";
import { PriceReading } from "../contract/price-reading.ts";
import { PriceNews } from "../contract/prices.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

/** A process that has not spoken for so long is gone. */
const READER_GONE_MS = 60_000;

const PricesReader = z.object({ refreshEveryMs: z.int().positive() });

type PricesReader = z.infer<typeof PricesReader>;

export type PricesRecord = {
  /** What was read last, filled with what earlier readings left; null before the first. */
  read(): Promise<PriceReading | null>;
  /** What readings changed, the newest first. */
  news(): Promise<PriceNews[]>;
  write(reading: PriceReading, news: readonly PriceNews[]): Promise<void>;
  /** The settings of a process that may read prices; null where none has spoken within a minute. */
  reader(): Promise<PricesReader | null>;
  /** To be repeated several times a minute. */
  declareReader(reader: PricesReader): Promise<void>;
};

/** The prices that were read, in one hash; only a changed text is parsed again. */
export function pricesRecord(redis: RedisClient): PricesRecord {
  let known: { text: string; reading: PriceReading } | null = null;
  return {
    async read() {
      const text = await redis.hget(KEYS.prices, "reading");
      if (text === null) return null;
      if (known?.text !== text) known = { text, reading: PriceReading.parse(JSON.parse(text)) };
      return known.reading;
    },
    async news() {
      const text = await redis.hget(KEYS.prices, "news");
      return text === null ? [] : z.array(PriceNews).parse(JSON.parse(text));
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
