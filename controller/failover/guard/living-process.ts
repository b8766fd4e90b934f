import { readFileSync } from "node:fs";
import { z } from "zod";

/** A process, named for good: its number, and when it began in clock ticks since the machine did. */
export const ProcessName = z.object({
  pid: z.int().positive(),
  /** proc(5), field 22 of `stat`; null where the system does not tell. */
  startTicks: z.int().nullable(),
});

export type ProcessName = z.infer<typeof ProcessName>;

export function nameOf(pid: number): ProcessName {
  return { pid, startTicks: statOf(pid)?.startTicks ?? null };
}

/**
 * Whether a process still runs. Without the time that it began, a later process of the same number is taken
 * for it. One that has ended and that nobody asked about (a zombie) does not run.
 */
export function isAlive({ pid, startTicks }: ProcessName): boolean {
  if (!exists(pid)) return false;
  const stat = statOf(pid);
  if (stat === null) return true;
  if ("ZX".includes(stat.state)) return false;
  return startTicks === null || stat.startTicks === startTicks;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function statOf(pid: number): { state: string; startTicks: number } | null {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return null;
  }
}

/** The second field, the program's name, may itself hold spaces and brackets: counted from its end. */
export function parseStat(stat: string): { state: string; startTicks: number } | null {
  const [state = "", ...others] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const startTicks = Number(others[18]);
  return /^[A-Za-z]$/.test(state) && Number.isInteger(startTicks) ? { state, startTicks } : null;
}
