import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of small shell programs that stand in for tools of the system. */
export interface FakePrograms {
  dir: string;
  /** Writes a program of that name; returns its path. */
  write(name: string, script: string): Promise<string>;
  remove(): Promise<void>;
}

export async function createFakePrograms(): Promise<FakePrograms> {
  const dir = await mkdtemp(join(tmpdir(), "isochrone-programs-"));
  return {
    dir,
    async write(name, script) {
      const path = join(dir, name);
      await writeFile(path, `#!/bin/sh\n${script}\n`);
      await chmod(path, 0o755);
      return path;
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

/**
 * An fping in shell: answers every packet but those to 192.0.2.9, which it reports as timed out, and says
 * nothing of 192.0.2.8, as fping does when it cannot send. `onStart` runs before.
 */
export function fakeFping(onStart = ""): string {
  return `${onStart}
count=-1; period=1000; addresses=""
while [ $# -gt 0 ]; do
  case "$1" in
    -c) count="$2"; shift;;
    -p) period="$2"; shift;;
    -i|-t|-S) shift;;
    -l|-D) ;;
    *) addresses="$addresses $1";;
  esac
  shift
done
index=0
while [ "$index" != "$count" ]; do
  for address in $addresses; do
    case "$address" in
      192.0.2.8) ;;
      192.0.2.9) echo "$address : [$index], timed out (NaN avg, 100% loss)";;
      *) echo "$address : [$index], 64 bytes, 1.25 ms (1.25 avg, 0% loss)";;
    esac
  done
  index=$((index + 1))
  sleep "$(printf '%d.%03d' $((period / 1000)) $((period % 1000)))"
done`;
}
