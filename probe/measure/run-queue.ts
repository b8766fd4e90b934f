import { openSync, readSync } from "node:fs";

/** Of the calling thread, as of whoever opens it (proc(5)). */
const OWN_SCHEDSTAT = "/proc/thread-self/schedstat";
/** Three numbers of 20 digits at most. */
const LONGEST_LINE = 64;

/**
 * Opens the kernel's account of the calling thread: how long it was ready to run and had no processor. Reading
 * it takes about a microsecond.
 *
 * @param path three numbers: time on a processor, time ready and waiting for one, both in nanoseconds, and time
 *   slices (Linux, Documentation/scheduler/sched-stats.rst)
 * @returns a look at it, in milliseconds since the thread began; always 0 where the system does not tell
 */
export function openRunQueue(path = OWN_SCHEDSTAT): () => number {
  const line = Buffer.alloc(LONGEST_LINE);
  try {
    const file = openSync(path, "r");
    return () => readQueuedMs(file, line);
  } catch {
    return () => 0;
  }
}

function readQueuedMs(file: number, line: Buffer): number {
  try {
    const length = readSync(file, line, 0, LONGEST_LINE, 0);
    const queuedNs = Number(line.toString("latin1", 0, length).split(" ")[1]);
    return Number.isFinite(queuedNs) ? queuedNs / 1_000_000 : 0;
  } catch {
    return 0;
  }
}
