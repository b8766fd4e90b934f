import { chmod, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalProblem } from "../local-problem.ts";

/** sockaddr_un holds 108 bytes on Linux and 104 on macOS, with the closing zero (unix(7), unix(4)). */
const LONGEST_SOCKET_PATH_BYTES = 100;
const SOCKET_NAME = "redis.sock";

export interface SocketPlace {
  path: string;
  /** A folder made for this socket alone, to be removed afterwards; null beside the data. */
  ownFolder: string | null;
}

/**
 * Where the socket stands: beside the data, or, where that path is too long for the system, in a new
 * private folder under the first of `shortFolders` that is short enough and can be written.
 */
export async function placeSocket(
  besideData: string,
  shortFolders: readonly string[],
): Promise<SocketPlace> {
  const path = join(besideData, SOCKET_NAME);
  if (fits(path)) return { path, ownFolder: null };
  for (const parent of [...shortFolders, tmpdir(), "/tmp"]) {
    if (!fits(join(parent, "isochrone-XXXXXX", SOCKET_NAME))) continue;
    try {
      const ownFolder = await mkdtemp(join(parent, "isochrone-"));
      await chmod(ownFolder, 0o700);
      return { path: join(ownFolder, SOCKET_NAME), ownFolder };
    } catch {
      // Missing or not writable: the next one.
    }
  }
  throw new LocalProblem(
    `The data folder's path is too long for a socket (${Buffer.byteLength(path)} bytes), and no temporary folder can be written.`,
    "Choose a shorter folder with --data-dir, or make /tmp writable.",
  );
}

function fits(path: string): boolean {
  return Buffer.byteLength(path) <= LONGEST_SOCKET_PATH_BYTES;
}
