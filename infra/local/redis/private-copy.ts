import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { makePrivateFolder } from "../private-folder.ts";
import { SERVER_NAMES } from "./installed-binary.ts";
import { type RedisBinary, tryBinary } from "./redis-binary.ts";

/** A fetch that was killed leaves its folder behind; no fetch takes this long. */
const ABANDONED_AFTER_MS = 3_600_000;
export const UNFINISHED_PREFIX = ".fetch-";

/**
 * Folder of the copies that fit this machine. A home folder may be shared by several machines, so the
 * system's name and release and the processor are part of the path.
 */
export async function copiesFolder(cacheDir: string): Promise<string> {
  const release = await readFile("/etc/os-release", "utf8").catch(() => "");
  const field = (name: string) => new RegExp(`^${name}="?([\\w.-]+)`, "m").exec(release)?.[1];
  const system = `${field("ID") ?? process.platform}-${field("VERSION_ID") ?? "any"}`;
  return join(cacheDir, "redis", `${system}-${process.arch}`);
}

/**
 * The newest copy that runs. Every copy has a folder of its own that appeared complete, by one rename,
 * so a copy that does not run was damaged later: it is deleted.
 */
export async function findPrivateCopy(
  copiesDir: string,
  env: NodeJS.ProcessEnv,
  report: (line: string) => void,
): Promise<RedisBinary | null> {
  const names = await readdir(copiesDir).catch((): string[] => []);
  const copies = names.filter((name) => !name.startsWith(UNFINISHED_PREFIX));
  for (const name of copies.sort().reverse()) {
    const folder = join(copiesDir, name);
    const binary = await tryCopy(folder, env);
    if (binary.ok) return { ...binary.binary, origin: `private copy in ${folder}` };
    report(`the private copy in ${folder} is damaged (${binary.reason}) and is deleted`);
    await rm(folder, { recursive: true, force: true });
  }
  return null;
}

/** Tries the server in `folder`, laid out as `bin/` and, for what the system lacks, `lib/`. */
export async function tryCopy(
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<{ ok: true; binary: Omit<RedisBinary, "origin"> } | { ok: false; reason: string }> {
  const found = await readdir(join(folder, "bin")).catch((): string[] => []);
  const name = SERVER_NAMES.find((server) => found.includes(server));
  if (name === undefined) return { ok: false, reason: "it holds no server" };
  const libraries = await readdir(join(folder, "lib")).catch((): string[] => []);
  const command = join(folder, "bin", name);
  const ownEnv = libraries.length > 0 ? libraryPath(join(folder, "lib"), env) : {};
  const trial = await tryBinary(command, ownEnv, env);
  if (!trial.ok) return trial;
  return { ok: true, binary: { command, env: ownEnv, version: trial.version } };
}

/** Lets the dynamic linker find libraries in `folder` before those it knows. */
export function libraryPath(folder: string, env: NodeJS.ProcessEnv): Record<string, string> {
  const before = env["LD_LIBRARY_PATH"];
  return {
    LD_LIBRARY_PATH: before === undefined || before === "" ? folder : `${folder}:${before}`,
  };
}

/** Makes the folder of copies and removes what killed fetches left in it. */
export async function prepareCopiesFolder(copiesDir: string, nowMs: number): Promise<void> {
  await makePrivateFolder(copiesDir);
  for (const name of await readdir(copiesDir)) {
    if (!name.startsWith(UNFINISHED_PREFIX)) continue;
    const folder = join(copiesDir, name);
    const begun = await stat(folder).catch(() => null);
    if (begun !== null && nowMs - begun.mtimeMs > ABANDONED_AFTER_MS) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
