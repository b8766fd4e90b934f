import { rmSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writePrivateFile } from "../private-file.ts";

/** How commands on the same machine reach a running start without being told. */
export interface RunFile {
  url: string;
  apiToken: string;
  pid: number;
  startedAtMs: number;
  /** The Redis that the start itself runs; null where it uses one from REDIS_URL, which stays out of files. */
  redis: OwnRedis | null;
}

const OwnRedis = z.union([z.object({ url: z.string() }), z.object({ socketPath: z.string() })]);

type OwnRedis = z.infer<typeof OwnRedis>;

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

/** The Redis of a start that runs on the data folder: undefined where none runs, null where it is not its own. */
export async function readRunningRedis(dataDir: string): Promise<OwnRedis | null | undefined> {
  const text = await readFile(join(dataDir, NAME), "utf8").catch(() => "null");
  try {
    return z.object({ redis: OwnRedis.nullable() }).parse(JSON.parse(text)).redis;
  } catch {
    return undefined;
  }
}
