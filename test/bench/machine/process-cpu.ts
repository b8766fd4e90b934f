import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

/** Linux counts in hundredths of a second (proc(5), sysconf(_SC_CLK_TCK)). */
const MS_PER_TICK = 10;

/**
 * Processor time that a process has taken so far, with all of its threads and the children that have ended
 * (Redis rewrites its append-only file in one), in ms. Linux only.
 */
export function cpuMsOf(pid: number): number {
  const line = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  const ticks = fields.slice(11, 15).map(Number);
  return ticks.reduce((sum, each) => sum + each, 0) * MS_PER_TICK;
}

/** What the machine did while something was measured. */
export type MachineUse = {
  readonly wallMs: number;
  /** Processor time of the processes that were watched, in the order in which they were named, in ms. */
  readonly cpuMs: readonly number[];
  /** Cores that everything else kept busy, what the host of a virtual machine took included. */
  readonly othersCores: number;
};

/** Begins to watch processes; the answered function tells what they, and all others, have taken since. */
export function watchProcesses(pids: readonly number[]): () => MachineUse {
  const all = [...pids, process.pid];
  const startedMs = performance.now();
  const before = all.map(cpuMsOf);
  const busyBefore = busyMs();
  return () => {
    const wallMs = performance.now() - startedMs;
    const taken = all.map((pid, at) => cpuMsOf(pid) - (before[at] ?? 0));
    const own = taken.reduce((sum, ms) => sum + ms, 0);
    const others = Math.max(0, busyMs() - busyBefore - own);
    return { wallMs, cpuMs: taken.slice(0, -1), othersCores: others / wallMs };
  };
}

/** Cores that this machine offers. */
export const CORES = availableParallelism();

/** Time that processors were not idle, in ms: all columns but idle and iowait (proc(5)); guests are in user. */
function busyMs(): number {
  const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n", 1);
  const ticks = line.trim().split(/\s+/).slice(1, 9).map(Number);
  const busy = ticks.reduce((sum, each, at) => (at === 3 || at === 4 ? sum : sum + each), 0);
  return busy * MS_PER_TICK;
}
