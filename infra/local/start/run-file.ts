import { rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { writePrivateFile } from "../private-file.ts";

/** How commands on the same machine reach a running start without being told. */
export interface RunFile {
  url: string;
  apiToken: string;
  pid: number;
  startedAtMs: number;
}

const NAME = "run.json";

/** Writes `run.json` into the data folder and answers how to take it away again. */
export async function writeRunFile(
  dataDir: string,
  content: RunFile,
): Promise<{ remove: () => Promise<void>; removeNow: () => void }> {
  const path = join(dataDir, NAME);
  await writePrivateFile(path, `${JSON.stringify(content, null, 2)}\n`);
  return {
    remove: () => rm(path, { force: true }),
    removeNow: () => rmSync(path, { force: true }),
  };
}
