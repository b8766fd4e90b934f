import { rm } from "node:fs/promises";
import { join } from "node:path";
import { script } from "../temp-folder.ts";

export interface FakeAptOptions {
  /** What `apt-get download` says before it fails. */
  failure?: string;
  /** Libraries that the server lacks, and the packages that hold them. */
  missing?: Record<string, string>;
}

/**
 * Puts an apt-get, a dpkg-deb and an ldd into `bin` that behave as the real ones do where it matters:
 * packages are files that name themselves, and unpacking writes what a package holds into a tree.
 * The folder is put behind the system's PATH by the scripts themselves, for mkdir and the like.
 */
export async function fakeApt(
  bin: string,
  options: FakeAptOptions = {},
): Promise<{ remove: () => Promise<void> }> {
  const path = "PATH=$PATH:/usr/bin:/bin";
  const libraries = Object.entries(options.missing ?? {});
  const aptGet = [
    path,
    '[ "$1" = --version ] && exit 0',
    'shift 2; verb=$1; shift; [ "$verb" = update ] && exit 0',
    options.failure === undefined ? "" : `echo "${options.failure}" >&2; exit 100`,
    'for name in "$@"; do echo "$name" > "$name"_1_all.deb; done',
  ];
  const dpkgDeb = [
    path,
    '[ "$1" = --version ] && exit 0',
    'name=$(cat "$2")',
    `[ "$1" = -f ] && { [ "$name" = redis-tools ] && echo "libc6 (>= 2.34), ${libraries.map(([, name]) => `${name} (>= 1) | other`).join(", ")}"; exit 0; }`,
    'mkdir -p "$3/usr/bin" "$3/usr/lib/here"',
    'case "$name" in',
    // As in Debian: the server is a link to a program of the other package.
    '  redis-server) ln -s redis-check-rdb "$3/usr/bin/redis-server" ;;',
    `  redis-tools) printf '#!/bin/sh\\necho "Redis server v=7.0.15 sha=0:0"\\n' > "$3/usr/bin/redis-check-rdb" ;;`,
    ...libraries.map(([file, name]) => `  ${name}) echo ${file} > "$3/usr/lib/here/${file}" ;;`),
    "esac",
  ];
  const ldd = [
    path,
    "folder=$LD_LIBRARY_PATH",
    ...libraries.map(([file]) => `[ -e "$folder/${file}" ] || printf '\\t${file} => not found\\n'`),
    "exit 0",
  ];
  const scripts = { "apt-get": aptGet, "dpkg-deb": dpkgDeb, ldd };
  for (const [name, body] of Object.entries(scripts)) {
    await script(join(bin, name), body.join("\n"));
  }
  return {
    remove: async () => {
      for (const name of Object.keys(scripts)) await rm(join(bin, name));
    },
  };
}
