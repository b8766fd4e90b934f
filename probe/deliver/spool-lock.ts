import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { startTicks } from "./process-start.ts";

const Holder = z.object({
  pid: z.int().positive(),
  startTicks: z.int().nullable(),
  nonce: z.string(),
});
type Holder = z.infer<typeof Holder>;

const ATTEMPTS = 5;

/** Another running probe has the folder. The message says which process and what to do. */
export class SpoolInUseError extends Error {
  constructor(dir: string, vantage: string, pid: number) {
    super(
      `the spool folder ${dir} of vantage ${vantage} is in use by process ${pid}: ` +
        'stop that probe, or give this one a "spoolDir" of its own',
    );
    this.name = "SpoolInUseError";
  }
}

/** A folder taken for this process. */
export interface SpoolLock {
  release(): Promise<void>;
}

/**
 * Takes a vantage's folder (created with mode 0700 where needed) for this process. The lock of a
 * process that has ended is taken over: a process is known by its number and when it began.
 *
 * @throws SpoolInUseError when a running process holds it
 * @throws an error of the file system when the folder cannot be used
 */
export async function lockSpool(dir: string, vantage: string): Promise<SpoolLock> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, "lock");
  const ticks = startTicks(process.pid);
  const own: Holder = { pid: process.pid, startTicks: ticks ?? null, nonce: randomUUID() };
  const draft = `${path}.${own.nonce}.draft`;
  await writeFile(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    let holder: Holder | null = null;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (await take(draft, path)) return { release: () => release(path, own) };
      holder = await readHolder(path);
      if (holder !== null && isHeld(holder)) break;
      await setAside(path, holder);
    }
    throw new SpoolInUseError(dir, vantage, holder?.pid ?? process.pid);
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Looks whether a vantage's folder is free, without taking it.
 *
 * @throws SpoolInUseError when a running process holds it
 */
export async function refuseHeldSpool(dir: string, vantage: string): Promise<void> {
  const holder = await readHolder(join(dir, "lock"));
  if (holder !== null && isHeld(holder)) throw new SpoolInUseError(dir, vantage, holder.pid);
}

/** A hard link appears with its content or not at all, and fails where the name is taken. */
async function take(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Moves a stale lock away, and puts it back if it turns out to be somebody's fresh one. */
async function setAside(path: string, stale: Holder | null): Promise<void> {
  const aside = `${path}.${randomUUID()}.draft`;
  await rename(path, aside).catch(() => undefined);
  const moved = await readHolder(aside);
  if (moved !== null && moved.nonce !== stale?.nonce) {
    await link(aside, path).catch(() => undefined);
  }
  await rm(aside, { force: true });
}

async function release(path: string, own: Holder): Promise<void> {
  if ((await readHolder(path))?.nonce === own.nonce) await rm(path, { force: true });
}

/** Null for a lock that is not there or not readable as one: nobody can be held to it. */
async function readHolder(path: string): Promise<Holder | null> {
  try {
    return Holder.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return null;
  }
}

function isHeld(holder: Holder): boolean {
  const ticks = startTicks(holder.pid);
  if (ticks === undefined) return false;
  return ticks === null || holder.startTicks === null || ticks === holder.startTicks;
}
