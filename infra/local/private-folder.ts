import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder that only its owner can enter (mode 0700), and the folders above it. One that is there
 * stays as it is.
 *
 * Not `mkdir({ recursive: true })`: on file systems that refuse with ENOENT although the parent is there
 * (`/proc` does) that tries for ever on Node 20.
 */
export async function makePrivateFolder(path: string): Promise<void> {
  if (await isFolder(path)) return;
  const parent = dirname(path);
  if (parent !== path && !(await isFolder(parent))) await makePrivateFolder(parent);
  await mkdir(path, { mode: 0o700 }).catch(async (error: NodeJS.ErrnoException) => {
    // Another start may have been quicker.
    if (error.code !== "EEXIST" || !(await isFolder(path))) throw error;
  });
}

/** False where nothing of that name is; throws where that cannot be told. */
async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
