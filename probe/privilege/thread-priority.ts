import { execFileSync } from "node:child_process";
import { readlinkSync } from "node:fs";
import { getPriority, setPriority } from "node:os";

/** The lowest of the real-time priorities is before every usual thread (sched(7)). */
const REALTIME_PRIORITY = "1";
/** Before what was not put first on purpose (setpriority(2): −20 to 19, 0 is usual). */
const NICENESS = -15;
const CHRT_LIMIT_MS = 2_000;

/** What became of a thread: a real-time one, one before others, or one as any other. */
export type ThreadPriority = "realtime" | "high" | "usual";

/** What is asked for besides a better priority. */
export interface RaiseOptions {
  /** Whether threads and processes that the thread starts get the same; not by default. */
  inherited?: boolean;
  /** Program of util-linux that sets real-time priorities. */
  chrt?: string;
}

/**
 * Puts the calling thread before the others of the machine, this process's own among them, so that an
 * answer is read when it arrives and not when a processor is free. By `chrt` if it is there, else by a lower
 * niceness. Linux allows it to root, to CAP_SYS_NICE, and within RLIMIT_RTPRIO and RLIMIT_NICE.
 */
export function raisePriority({
  inherited = false,
  chrt = "chrt",
}: RaiseOptions = {}): ThreadPriority {
  const thread = threadId();
  if (thread === null) return "usual";
  const forks = inherited ? [] : ["--reset-on-fork"];
  if (didRun(chrt, ["--rr", ...forks, "--pid", REALTIME_PRIORITY, String(thread)]))
    return "realtime";
  try {
    setPriority(thread, NICENESS);
    return "high";
  } catch {
    return "usual";
  }
}

/**
 * Raises the priority of the calling thread so that the ones it starts have it too: a process that is about
 * to give up the rights of root could not raise theirs later.
 *
 * @returns how to make the calling thread a usual one again
 */
export function lendPriority(chrt = "chrt"): () => void {
  const thread = threadId();
  if (thread === null) return () => undefined;
  const niceness = getPriority(thread);
  const lent = raisePriority({ inherited: true, chrt });
  return () => {
    if (lent === "realtime") didRun(chrt, ["--other", "--pid", "0", String(thread)]);
    if (lent === "high") setPriority(thread, niceness);
  };
}

/** The system's number of the calling thread; null where there is none to be read (not Linux). */
function threadId(): number | null {
  try {
    // "<process>/task/<thread>" to the thread that asks (proc(5)).
    const id = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
    return Number.isInteger(id) && id > 0 ? id : null;
  } catch {
    return null;
  }
}

function didRun(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: "ignore", timeout: CHRT_LIMIT_MS });
    return true;
  } catch {
    return false;
  }
}
