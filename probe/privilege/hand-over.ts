import { constants } from "node:fs";
import { type FileHandle, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Account } from "./account.ts";

/** A file is opened to look at it only, and a pipe that somebody left there keeps nobody waiting. */
const LOOK = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Gives a folder and all that is in it to an account. Its present owner may be somebody who is not
 * trusted with root's rights: so no symbolic link is followed, a file with a second name elsewhere stays
 * as it is, and what has been looked at is what is given away.
 *
 * @throws an error of the file system; ELOOP or ENOTDIR when the folder itself is a symbolic link
 */
export async function handOver(folder: string, account: Account): Promise<void> {
  const handle = await open(folder, LOOK | constants.O_DIRECTORY);
  try {
    await giveFolder(folder, handle, account);
  } finally {
    await handle.close();
  }
}

async function giveFolder(folder: string, handle: FileHandle, account: Account): Promise<void> {
  await give(handle, account);
  // Through the open folder, so that its path cannot come to mean another one; Linux only.
  const within = process.platform === "linux" ? `/proc/self/fd/${handle.fd}` : folder;
  for (const entry of await readdir(within, { withFileTypes: true })) {
    if (!entry.isFile() && !entry.isDirectory()) continue;
    await giveEntry(join(within, entry.name), account);
  }
}

async function giveEntry(path: string, account: Account): Promise<void> {
  const handle = await openToLook(path);
  if (handle === null) return;
  try {
    const found = await handle.stat();
    if (found.isDirectory()) await giveFolder(path, handle, account);
    else if (found.isFile() && found.nlink === 1) await give(handle, account);
  } finally {
    await handle.close();
  }
}

/** Null for what has gone meanwhile or has become a symbolic link. */
async function openToLook(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, LOOK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ELOOP") return null;
    throw error;
  }
}

async function give(handle: FileHandle, { uid, gid }: Account): Promise<void> {
  const found = await handle.stat();
  if (found.uid !== uid || found.gid !== gid) await handle.chown(uid, gid);
}
