import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { LocalProblem } from "../local-problem.ts";
import { isRunning } from "../process/process-identity.ts";

/** Longer than the guard gives a server to save and end. */
const WAIT_MS = 15_000;
const LOOK_EVERY_MS = 100;

/**
 * A program that was killed leaves its Redis a moment to save. Two servers on one append-only file
 * would destroy it, so the new one waits for the old one's end.
 *
 * @throws LocalProblem when the earlier server still runs after fifteen seconds.
 */
export async function awaitEarlierServer(pidFile: string, waitMs: number = WAIT_MS): Promise<void> {
  const pid = Number((await readFile(pidFile, "utf8").catch(() => "")).trim());
  if (!Number.isInteger(pid) || pid <= 0) return;
  for (let waitedMs = 0; await isRedisServer(pid); waitedMs += LOOK_EVERY_MS) {
    if (waitedMs >= waitMs) {
      throw new LocalProblem(
        `A Redis of an earlier start (process ${pid}) still uses this data folder.`,
        `Wait until it has ended, or end it with: kill ${pid}`,
      );
    }
    await delay(LOOK_EVERY_MS);
  }
}

/** Process numbers are used again: where the system tells the name, it must be a server's. */
async function isRedisServer(pid: number): Promise<boolean> {
  if (!isRunning(pid)) return false;
  const command = await readFile(`/proc/${pid}/cmdline`, "latin1").catch(() => null);
  return command === null ? process.platform !== "linux" : /redis|valkey/.test(command);
}
