import { z } from "zod";
import { InventoryProgress } from "../contract/inventory.ts";
import { InventoryReading } from "../contract/inventory-reading.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

/** A process that has not spoken for so long is gone. */
const READER_GONE_MS = 60_000;
/** A reading that has told nothing for so long has ended with its process. */
const PROGRESS_GONE_MS = 60_000;

const InventoryReader = z.object({
  refreshEveryMs: z.int().positive(),
  /**
   * Accounts whose records may be changed, each by the role that reads it; null for that of the controller's own
   * credentials. Processes of earlier releases say nothing of it.
   */
  changeable: z.array(z.string().nullable()).default([]),
});

type InventoryReader = z.infer<typeof InventoryReader>;

export type InventoryRecord = {
  /** What was read last, filled with what earlier readings left; null before the first. */
  read(): Promise<InventoryReading | null>;
  /** End of the last reading; null before the first. */
  finishedAtMs(): Promise<number | null>;
  write(reading: InventoryReading): Promise<void>;
  progress(): Promise<InventoryProgress | null>;
  /** Null where the reading has ended. */
  tellProgress(progress: InventoryProgress | null): Promise<void>;
  /** The settings of a process that may ask AWS; null where none has spoken within a minute. */
  reader(): Promise<InventoryReader | null>;
  /** To be repeated several times a minute. */
  declareReader(reader: InventoryReader): Promise<void>;
};

/** The last inventory, in one hash; only a changed text is parsed again. */
export function inventoryRecord(redis: RedisClient): InventoryRecord {
  let known: { text: string; reading: InventoryReading } | null = null;
  const keep = async (key: string, value: unknown, lifetimeMs: number) => {
    if (value === null) await redis.del(key);
    else await redis.set(key, JSON.stringify(value), "PX", lifetimeMs);
  };
  const kept = async <Shape extends z.ZodType>(key: string, shape: Shape) => {
    const text = await redis.get(key);
    return text === null ? null : shape.parse(JSON.parse(text));
  };
  return {
    async read() {
      const text = await redis.hget(KEYS.inventory, "reading");
      if (text === null) return null;
      if (known?.text !== text) known = { text, reading: InventoryReading.parse(JSON.parse(text)) };
      return known.reading;
    },
    async finishedAtMs() {
      const text = await redis.hget(KEYS.inventory, "finishedAtMs");
      return text === null ? null : Number(text);
    },
    async write(reading) {
      const text = JSON.stringify(InventoryReading.parse(reading));
      await redis.hset(KEYS.inventory, "reading", text, "finishedAtMs", reading.finishedAtMs);
    },
    progress: () => kept(KEYS.inventoryProgress, InventoryProgress),
    tellProgress: (progress) => keep(KEYS.inventoryProgress, progress, PROGRESS_GONE_MS),
    reader: () => kept(KEYS.inventoryReader, InventoryReader),
    declareReader: (reader) => keep(KEYS.inventoryReader, reader, READER_GONE_MS),
  };
}
