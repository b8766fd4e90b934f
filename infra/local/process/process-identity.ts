import { readFileSync } from "node:fs";

/** Whether a process with this number exists, whoever owns it. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * When a process began, in clock ticks since the machine did (proc(5), field 22 of `stat`); together
 * with the number it names one process for good. Null where the system does not tell.
 */
export function startTicks(pid: number): number | null {
  try {
    return parseStartTicks(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return null;
  }
}

/** The second field, the program's name, may itself hold spaces and brackets: count from its end. */
export function parseStartTicks(stat: string): number | null {
  const fieldsFromThird = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fieldsFromThird[19]);
  return fieldsFromThird.length > 19 && Number.isInteger(ticks) ? ticks : null;
}
