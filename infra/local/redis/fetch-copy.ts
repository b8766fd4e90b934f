import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { reasonOf } from "../local-problem.ts";
import { lastLine, runCommand } from "../run-command.ts";
import {
  libraryPackages,
  type PrivateApt,
  privateApt,
  SERVER_PACKAGES,
  unpack,
} from "./debian-packages.ts";
import { libraryPath, prepareCopiesFolder, tryCopy, UNFINISHED_PREFIX } from "./private-copy.ts";
import type { RedisBinary } from "./redis-binary.ts";

export type Fetched = { ok: true; binary: RedisBinary } | { ok: false; reason: string };

/** Libraries of libraries of the server: deeper than this nothing on Debian goes. */
const DEEPEST_DEPENDENCY = 4;
const LDD_TIMEOUT_MS = 10_000;

/** True on a system whose packages can be fetched and unpacked without being root. */
export async function canFetch(env: NodeJS.ProcessEnv): Promise<boolean> {
  const probes = await Promise.all(
    ["apt-get", "dpkg-deb"].map((command) =>
      runCommand(command, ["--version"], { env, timeoutMs: LDD_TIMEOUT_MS }),
    ),
  );
  return probes.every((probe) => probe.code === 0);
}

/**
 * Fetches a server from the system's own package source into `copiesDir`, without root and without
 * changing the system. All work happens in an unfinished folder; a copy that was tried and runs
 * appears under a name of its own by one rename, so fetches side by side or killed half-way leave
 * nothing that could be mistaken for a copy.
 */
export async function fetchCopy(
  copiesDir: string,
  env: NodeJS.ProcessEnv,
  nowMs: number,
): Promise<Fetched> {
  let work: string | null = null;
  try {
    await prepareCopiesFolder(copiesDir, nowMs);
    work = await mkdtemp(join(copiesDir, UNFINISHED_PREFIX));
    const copy = join(work, "copy");
    await assembleCopy(work, copy, env);
    const trial = await tryCopy(copy, env);
    if (!trial.ok) return { ok: false, reason: `the fetched server does not run: ${trial.reason}` };
    const name = `${trial.binary.version}-${nowMs}-${work.slice(-6)}`;
    const folder = join(copiesDir, name);
    await rename(copy, folder);
    const placed = await tryCopy(folder, env);
    if (!placed.ok) return placed;
    return { ok: true, binary: { ...placed.binary, origin: `private copy in ${folder}` } };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  } finally {
    if (work !== null) await rm(work, { recursive: true, force: true });
  }
}

async function assembleCopy(work: string, copy: string, env: NodeJS.ProcessEnv): Promise<void> {
  const apt = await privateApt(join(work, "apt"), env);
  // One unreachable source out of several does not matter as long as the download succeeds.
  const updateFailure = await apt.update();
  const tree = join(work, "tree");
  const { server, files } = await downloadServer(apt, work).catch((error: unknown) => {
    throw updateFailure === null ? error : new Error(updateFailure, { cause: error });
  });
  await unpack(files, tree, env);
  await mkdir(join(copy, "bin"), { recursive: true });
  await mkdir(join(copy, "lib"), { recursive: true });
  // Debian's server is a link to another program of the same package: copyFile follows it.
  const binary = join(copy, "bin", server);
  await copyFile(join(tree, "usr", "bin", server), binary);
  await chmod(binary, 0o755);
  await addMissingLibraries({ apt, work, tree, binary, lib: join(copy, "lib"), env }, files);
}

async function downloadServer(
  apt: PrivateApt,
  work: string,
): Promise<{ server: string; files: string[] }> {
  const reasons: string[] = [];
  for (const { server, packages } of SERVER_PACKAGES) {
    try {
      return { server, files: await apt.download(packages, join(work, server)) };
    } catch (error) {
      reasons.push(reasonOf(error));
    }
  }
  throw new Error(reasons[0]);
}

interface Assembly {
  apt: PrivateApt;
  work: string;
  tree: string;
  binary: string;
  lib: string;
  env: NodeJS.ProcessEnv;
}

/**
 * Follows the packages' dependencies until the linker finds every library. Only what the system lacks
 * goes into the copy, so that the system's security updates keep reaching the rest.
 */
async function addMissingLibraries(at: Assembly, serverFiles: string[]): Promise<void> {
  let files = serverFiles;
  for (let depth = 1; depth <= DEEPEST_DEPENDENCY; depth += 1) {
    if ((await missingLibraries(at)).length === 0) return;
    const packages = await libraryPackages(files, at.env);
    if (packages.length === 0) break;
    files = await at.apt.download(packages, join(at.work, `libraries-${depth}`));
    await unpack(files, at.tree, at.env);
    await copyMissing(at);
  }
  const missing = await missingLibraries(at);
  if (missing.length > 0) throw new Error(`no package holds ${missing.join(", ")}`);
}

/** One library may need another that is unpacked already: repeats until nothing more is found. */
async function copyMissing(at: Assembly): Promise<void> {
  const unpacked = await readdir(at.tree, { recursive: true });
  for (;;) {
    const found = (await missingLibraries(at)).flatMap((name) => {
      const path = unpacked.find((candidate) => candidate.endsWith(`/${name}`));
      return path === undefined ? [] : [{ name, path }];
    });
    if (found.length === 0) return;
    for (const { name, path } of found) {
      await copyFile(join(at.tree, path), join(at.lib, name));
    }
  }
}

async function missingLibraries(at: Assembly): Promise<string[]> {
  const result = await runCommand("ldd", [at.binary], {
    env: { ...at.env, ...libraryPath(at.lib, at.env), LC_ALL: "C" },
    timeoutMs: LDD_TIMEOUT_MS,
  });
  if (result.code !== 0) throw new Error(lastLine(result.stderr) || "ldd cannot read the server");
  return parseMissing(result.stdout);
}

/** Names of the libraries that `ldd` did not find. */
export function parseMissing(lddOutput: string): string[] {
  return [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? "");
}
