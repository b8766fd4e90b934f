import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import { type RedisBinary, tryBinary } from "./redis-binary.ts";

/** Either name speaks the same protocol; Redis first, because more machines have it. */
export const SERVER_NAMES = ["redis-server", "valkey-server"] as const;

/** Where package managers put servers, often missing from an ordinary user's PATH. */
export const SYSTEM_FOLDERS = [
  "/usr/local/bin",
  "/usr/bin",
  "/usr/local/sbin",
  "/usr/sbin",
  "/opt/homebrew/bin",
  "/home/linuxbrew/.linuxbrew/bin",
] as const;

/**
 * The first server on PATH, then in the system's folders, that runs. A file that does not run is told
 * to `report` and passed over, because another one may.
 */
export async function findInstalledBinary(
  env: NodeJS.ProcessEnv,
  systemFolders: readonly string[],
  report: (line: string) => void,
): Promise<RedisBinary | null> {
  const onPath = (env["PATH"] ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  // On many systems /bin is a link to /usr/bin: one file, tried once.
  const folders = new Set<string>();
  for (const folder of [...onPath, ...systemFolders]) {
    folders.add(await realpath(folder).catch(() => folder));
  }
  for (const name of SERVER_NAMES) {
    for (const folder of folders) {
      const command = join(folder, name);
      if (!(await isExecutable(command))) continue;
      const trial = await tryBinary(command, {}, env);
      if (trial.ok) return { command, env: {}, origin: "on this machine", version: trial.version };
      report(`${command} is passed over: ${trial.reason}`);
    }
  }
  return null;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
