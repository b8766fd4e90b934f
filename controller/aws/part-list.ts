import type { InventoryProgress } from "../contract/inventory.ts";
import type { PartReading } from "../contract/inventory-reading.ts";
import { partText } from "../core/inventory/part-text.ts";
import { limited } from "./limited.ts";
import type { PartName } from "./part-reader.ts";

/** Parts in work at once. Each waits for its calls' rates, so more would wait in vain. */
const AT_ONCE = 8;

/** The parts of a reading as they become known, are read, and are done. */
export type PartList = {
  /** Reads a part when it is its turn, and answers what it read. */
  read(name: PartName, read: () => Promise<PartReading>): Promise<PartReading>;
  /** Takes in a part that is not read. */
  add(reading: PartReading): void;
  counted(items: number): void;
  readonly done: readonly PartReading[];
};

export function partList(
  nowMs: () => number,
  onProgress: (progress: InventoryProgress) => void,
): PartList {
  const startedAtMs = nowMs();
  const limit = limited(AT_ONCE);
  const done: PartReading[] = [];
  const current = new Set<string>();
  let partsKnown = 0;
  let items = 0;
  const tell = () =>
    onProgress({
      startedAtMs,
      atMs: nowMs(),
      partsDone: done.length,
      partsKnown,
      items,
      current: [...current],
    });
  return {
    async read(name, read) {
      partsKnown += 1;
      return limit(async () => {
        const text = partText(name);
        current.add(text);
        tell();
        const reading = await read();
        current.delete(text);
        done.push(reading);
        tell();
        return reading;
      });
    },
    add(reading) {
      partsKnown += 1;
      done.push(reading);
      tell();
    },
    counted(more) {
      items += more;
      tell();
    },
    done,
  };
}
