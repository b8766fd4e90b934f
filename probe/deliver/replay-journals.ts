import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { findJournals } from "../record/journal-name.ts";
import { removeFile, type Spool, toSpool } from "./spool.ts";

/**
 * Spools what an earlier process measured and was killed before it could spool. A journal goes only
 * after its batches are on disk, and those of its batches that already wait are left as they are: a
 * kill at any moment, also during the replay, loses nothing and doubles nothing.
 *
 * @param dir folder of one vantage, which no other process uses
 * @throws an error of the file system
 */
export async function replayJournals(
  dir: string,
  spool: Spool,
  tell: (message: string, fields: Record<string, unknown>) => void,
): Promise<void> {
  const journals = findJournals(await readdir(dir));
  if (journals.length === 0) return;
  // Only needed after a kill: otherwise this thread does without the histogram library.
  const { readJournal } = await import("../record/read-journal.ts");
  for (const file of journals) {
    const path = join(dir, file);
    const batches = readJournal(await readFile(path, "utf8"));
    const missing = batches.filter(({ boot, seq }) => !spool.has(boot, seq));
    await spool.putAll(missing.map(toSpool), Date.now(), () => removeFile(path));
    tell("attempts of a process that was killed are spooled", { journal: file });
  }
}
