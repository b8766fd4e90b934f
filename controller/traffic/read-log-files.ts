import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import type { MatchedGroup } from "../core/traffic/group-of-client.ts";
import { sumTallies } from "../core/traffic/sum-tallies.ts";
import type { TrafficTally } from "../core/traffic/tally-traffic.ts";
import { type ReadLogOptions, readLog } from "./read-log.ts";
import { TrafficLogProblem } from "./traffic-log-problem.ts";

/** What was read of one file. */
export type ReadLogFile = { readonly file: string; readonly tally: TrafficTally };

/** The first bytes of a gzip file (RFC 1952 §2.3.1). */
const GZIP = [0x1f, 0x8b];

/**
 * Adds up logs from files, plain or in gzip as AWS delivers them, one after the other.
 *
 * @throws TrafficLogProblem that names the file
 */
export async function readLogFiles(
  files: readonly string[],
  groups: readonly MatchedGroup[],
  options: ReadLogOptions,
): Promise<{ readonly sum: TrafficTally; readonly files: readonly ReadLogFile[] }> {
  const read: ReadLogFile[] = [];
  let rows = 0;
  for (const file of files) {
    const progress = (own: number) => options.progress?.(rows + own);
    const tally = await readOne(file, groups, { ...options, progress });
    rows += tally.rows;
    read.push({ file, tally });
  }
  return { sum: sumTallies(read.map(({ tally }) => tally)), files: read };
}

async function readOne(
  file: string,
  groups: readonly MatchedGroup[],
  options: ReadLogOptions,
): Promise<TrafficTally> {
  try {
    const isPacked = await beginsWith(file, GZIP);
    const bytes = createReadStream(file);
    if (!isPacked) return await readLog(bytes, groups, options);
    const unpacked = createGunzip();
    bytes.on("error", (error) => unpacked.destroy(error)).pipe(unpacked);
    return await readLog(unpacked, groups, options);
  } catch (cause) {
    throw problemOf(file, cause);
  }
}

async function beginsWith(file: string, bytes: readonly number[]): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(bytes.length), 0, bytes.length, 0);
    return bytes.every((byte, at) => buffer[at] === byte);
  } finally {
    await handle.close();
  }
}

function problemOf(file: string, cause: unknown): unknown {
  if (cause instanceof TrafficLogProblem) {
    return new TrafficLogProblem(`${file}: ${cause.message}`, cause.mend, { cause });
  }
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code.startsWith("Z_")) {
    const mend = "fetch the file again: it is damaged, or not whole";
    return new TrafficLogProblem(`${file} cannot be unpacked`, mend, { cause });
  }
  const why = { ENOENT: "there is no such file", EISDIR: "it is a folder" }[code];
  if (why === undefined && !/^E[A-Z]+$/.test(code)) return cause;
  const mend = "name a log that this user may read";
  return new TrafficLogProblem(`${file} cannot be read: ${why ?? code}`, mend, { cause });
}
