import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const KEPT_MS = 30 * 86_400_000;
const OLD_KINDS = /^[\w-]+\.(done|log|log\.1)$/;

/**
 * Removes what dead man's timers did, and their logs, 30 days after they were written last. Logs of orders
 * that still stand are written to, or else kept for the one who looks why.
 */
export async function removeOldOutcomes(folder: string, nowMs: number): Promise<void> {
  const names = await readdir(folder);
  const standing = new Set(names.filter((name) => name.endsWith(".json")).map(runOf));
  for (const name of names) {
    if (!OLD_KINDS.test(name) || standing.has(runOf(name))) continue;
    const file = join(folder, name);
    const { mtimeMs } = await stat(file);
    if (nowMs - mtimeMs > KEPT_MS) await rm(file, { force: true });
  }
}

function runOf(name: string): string {
  return name.slice(0, name.indexOf("."));
}
