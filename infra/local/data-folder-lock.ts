import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { constants, copyFile, link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { LocalProblem } from "./local-problem.ts";
import { makePrivateFolder } from "./private-folder.ts";
import { isRunning, startTicks } from "./process/process-identity.ts";

const LockHolder = z.object({
  pid: z.int().positive(),
  startTicks: z.int().nullable(),
  startedAtMs: z.int(),
  nonce: z.string(),
});
type LockHolder = z.infer<typeof LockHolder>;

export interface DataFolderLock {
  release(): Promise<void>;
  /** For an end without time to wait. */
  releaseNow(): void;
}

/** Another program holds the data folder. */
export class DataFolderInUse extends LocalProblem {
  readonly code = "data_folder_in_use";
}

const LOCK_NAME = "isochrone.lock";
const ATTEMPTS = 5;
/** Two programs that take over the same stale lock at once find out within this time. */
const SETTLE_MS = 30;

/**
 * Makes the data folder (mode 0700) and takes it for this process, so that no second program writes
 * into it. The lock of a process that no longer runs is taken over.
 *
 * @throws LocalProblem when the folder cannot be made or written, or another program holds it.
 */
export async function lockDataFolder(dataDir: string, nowMs: number): Promise<DataFolderLock> {
  const path = join(dataDir, LOCK_NAME);
  const own: LockHolder = {
    pid: process.pid,
    startTicks: startTicks(process.pid),
    startedAtMs: nowMs,
    nonce: randomUUID(),
  };
  const draft = `${path}.${own.nonce}`;
  try {
    await makePrivateFolder(dataDir);
    await writeFile(draft, JSON.stringify(own), { mode: 0o600 });
  } catch (error) {
    throw unwritable(dataDir, error);
  }
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (await takeFree(draft, path, own)) {
        return {
          release: () => release(path, own),
          releaseNow: () => rmSync(path, { force: true }),
        };
      }
      const holder = await readHolder(path);
      if (holder !== null && isHeld(holder)) throw inUse(dataDir, holder);
      await setAside(path, holder);
    }
  } finally {
    await rm(draft, { force: true });
  }
  throw new LocalProblem(
    `The data folder ${dataDir} is being taken by several starts at once.`,
    "Start Isochrone once more.",
  );
}

/** A hard link appears with its content or not at all, and fails where the name is taken. */
async function takeFree(draft: string, path: string, own: LockHolder): Promise<boolean> {
  try {
    await link(draft, path).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") throw error;
      // Some file systems have no hard links.
      await copyFile(draft, path, constants.COPYFILE_EXCL);
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
  await delay(SETTLE_MS);
  return (await readHolder(path))?.nonce === own.nonce;
}

/** Moves a stale lock away, and puts it back if it turns out to be somebody's fresh one. */
async function setAside(path: string, stale: LockHolder | null): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  const moved = await readHolder(aside);
  if (moved !== null && moved.nonce !== stale?.nonce)
    await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

async function release(path: string, own: LockHolder): Promise<void> {
  if ((await readHolder(path))?.nonce === own.nonce) await rm(path, { force: true });
}

/** Null for a lock that is not there or not readable as one: nobody can be held to it. */
async function readHolder(path: string): Promise<LockHolder | null> {
  const text = await readFile(path, "utf8").catch(() => "");
  try {
    return LockHolder.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function isHeld(holder: LockHolder): boolean {
  if (!isRunning(holder.pid)) return false;
  const ticks = startTicks(holder.pid);
  return ticks === null || holder.startTicks === null || ticks === holder.startTicks;
}

function inUse(dataDir: string, holder: LockHolder): DataFolderInUse {
  const since = new Date(holder.startedAtMs).toISOString().replace(/\.\d+Z$/, "Z");
  return new DataFolderInUse(
    `Isochrone already runs on the data folder ${dataDir} (process ${holder.pid}, since ${since}).`,
    `Use that one, stop it with: kill ${holder.pid} — or choose another folder with --data-dir.`,
  );
}

const REASONS: Record<string, string> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENOENT: "no folder can be made there",
  ENOTDIR: "a part of the path is a file, not a folder",
  EEXIST: "a file of that name is in the way",
  ENAMETOOLONG: "the path is too long",
};

function unwritable(dataDir: string, error: unknown): LocalProblem {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return new LocalProblem(
    `The data folder ${dataDir} cannot be written: ${REASONS[code] ?? (code || String(error))}.`,
    "Choose a folder of your own with --data-dir, or mend the permissions of this one.",
    { cause: error },
  );
}
