import { readFileSync } from "node:fs";

/**
 * When a process began, in clock ticks since the machine did (proc(5), field 22 of `stat`); together
 * with its number this names one process for good.
 *
 * @returns undefined when no such process runs; null when it runs and the system does not tell since when
 */
export function startTicks(pid: number): number | null | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second field, the program's name, may itself hold spaces and brackets: count from its end.
    const [state, ...fieldsFromFourth] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A zombie has ended and only waits for its parent.
    return state === "Z" ? undefined : Number(fieldsFromFourth[18]);
  } catch {
    return null;
  }
}
