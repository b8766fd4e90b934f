import { readFile } from "node:fs/promises";
import { writeDurably } from "./durable-file.ts";
import { guardFile } from "./guard-file.ts";
import { isAlive, nameOf, ProcessName } from "./living-process.ts";

/** Says that this process sees to an order. */
export async function holdOrder(folder: string, runId: string): Promise<void> {
  const file = guardFile(folder, runId, "guard");
  await writeDurably(file, JSON.stringify(nameOf(process.pid)));
}

/** Number of the living process that sees to an order; null where there is none. */
export async function holderOf(folder: string, runId: string): Promise<number | null> {
  const text = await readFile(guardFile(folder, runId, "guard"), "utf8").catch(() => "");
  try {
    const holder = ProcessName.parse(JSON.parse(text));
    return isAlive(holder) ? holder.pid : null;
  } catch {
    // Nobody can be held to it, and a second guard does no harm.
    return null;
  }
}
