import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lastLine, runCommand } from "../run-command.ts";

/** Packages of Debian and Ubuntu that hold a server, in the order in which they are tried. */
export const SERVER_PACKAGES = [
  { server: "redis-server", packages: ["redis-server", "redis-tools"] },
  { server: "valkey-server", packages: ["valkey-server", "valkey-tools"] },
] as const;

const UPDATE_TIMEOUT_MS = 180_000;
const DOWNLOAD_TIMEOUT_MS = 120_000;
const UNPACK_TIMEOUT_MS = 60_000;

/**
 * apt with package lists and downloads in a folder of its own, so that an ordinary user may run it and
 * the system's own lists stay as they are. apt still checks every signature.
 */
export interface PrivateApt {
  /** Refreshes the lists; answers why that failed, or null. */
  update(): Promise<string | null>;
  /** Downloads into a new folder and answers the files; throws with apt's reason. */
  download(packages: readonly string[], folder: string): Promise<string[]>;
}

export async function privateApt(folder: string, env: NodeJS.ProcessEnv): Promise<PrivateApt> {
  await mkdir(join(folder, "lists", "partial"), { recursive: true });
  await mkdir(join(folder, "cache", "archives", "partial"), { recursive: true });
  const config = join(folder, "apt.conf");
  await writeFile(config, aptConfiguration(folder));
  const plain = { ...env, LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" };
  return {
    update: async () => {
      const result = await runCommand("apt-get", ["-c", config, "update"], {
        env: plain,
        timeoutMs: UPDATE_TIMEOUT_MS,
      });
      return result.code === 0 ? null : aptReason(result.stderr);
    },
    download: async (packages, target) => {
      await mkdir(target, { recursive: true });
      const result = await runCommand("apt-get", ["-c", config, "download", ...packages], {
        env: plain,
        timeoutMs: DOWNLOAD_TIMEOUT_MS,
        cwd: target,
      });
      if (result.code !== 0) throw new Error(aptReason(result.stderr));
      const files = await readdir(target);
      return files.filter((file) => file.endsWith(".deb")).map((file) => join(target, file));
    },
  };
}

/** Unpacks packages into one tree without installing them; throws with dpkg's reason. */
export async function unpack(
  files: readonly string[],
  tree: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  for (const file of files) {
    const result = await runCommand("dpkg-deb", ["-x", file, tree], {
      env,
      timeoutMs: UNPACK_TIMEOUT_MS,
    });
    if (result.code !== 0) throw new Error(lastLine(result.stderr) || `cannot unpack ${file}`);
  }
}

/** Names of the library packages that these packages depend on. */
export async function libraryPackages(
  files: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string[]> {
  const names = new Set<string>();
  for (const file of files) {
    const result = await runCommand("dpkg-deb", ["-f", file, "Depends"], {
      env,
      timeoutMs: UNPACK_TIMEOUT_MS,
    });
    for (const name of parseDepends(result.stdout)) {
      // The C library must fit the running kernel's loader; a machine without it runs nothing at all.
      if (/^(lib|lua)/.test(name) && !/^libc6?\b/.test(name)) names.add(name);
    }
  }
  return [...names];
}

/**
 * Package names in a Depends field (Debian Policy §7.1): of alternatives the first, without version
 * and architecture.
 */
export function parseDepends(field: string): string[] {
  return field
    .split(",")
    .map((clause) => /^\s*([a-z0-9][a-z0-9+.-]*)/.exec(clause)?.[1] ?? "")
    .filter((name) => name !== "");
}

/** The last error in apt's output; warnings and progress say nothing about the cause. */
export function aptReason(stderr: string): string {
  const errors = stderr.split("\n").filter((line) => line.startsWith("E: "));
  return (errors.at(-1) ?? lastLine(stderr)).replace(/^E: /, "") || "apt-get gave no reason";
}

function aptConfiguration(folder: string): string {
  return [
    // Hooks of the system would clean or index the system's own folders.
    "#clear APT::Update::Pre-Invoke;",
    "#clear APT::Update::Post-Invoke;",
    "#clear APT::Update::Post-Invoke-Success;",
    `Dir::State::Lists "${folder}/lists";`,
    `Dir::Cache "${folder}/cache";`,
    `Dir::Log "${folder}";`,
    'Debug::NoLocking "1";',
    'APT::Sandbox::User "";',
    // Descriptions in other languages and desktop metadata are several times the size of the rest.
    'Acquire::Languages "none";',
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";',
    'Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";',
    'Acquire::IndexTargets::deb-src::Sources::DefaultEnabled "false";',
    'Acquire::http::Timeout "20";',
    'Acquire::https::Timeout "20";',
    'Acquire::Retries "1";',
    "",
  ].join("\n");
}
