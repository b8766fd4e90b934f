import { homedir, tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";

/** Folders of the person who runs the program (XDG Base Directory Specification 0.8). */
export interface UserFolders {
  /** What may be deleted at any time. */
  cache: string;
  /** What must survive a restart. */
  state: string;
  /** Short-lived files such as sockets; the parent of a private folder, not one itself. */
  runtime: string;
}

/** Reads the folders from the environment. Relative paths in it are ignored, as the standard asks. */
export function userFolders(env: NodeJS.ProcessEnv): UserFolders {
  const home = absolute(env["HOME"]) ?? homedir();
  return {
    cache: join(absolute(env["XDG_CACHE_HOME"]) ?? join(home, ".cache"), "isochrone"),
    state: join(absolute(env["XDG_STATE_HOME"]) ?? join(home, ".local", "state"), "isochrone"),
    runtime: absolute(env["XDG_RUNTIME_DIR"]) ?? tmpdir(),
  };
}

function absolute(path: string | undefined): string | null {
  return path !== undefined && isAbsolute(path) ? path : null;
}
