import { setTimeout as delay } from "node:timers/promises";
import { Announcement, type LabReady } from "../../lab/announcement.ts";
import { LocalProblem } from "../local-problem.ts";
import type { BoundedLog } from "../process/bounded-log.ts";
import { type ChildProgram, startChildProgram } from "../process/child-program.ts";

export interface LabProgramOptions {
  script: string;
  worldFile: string | null;
  /** Whether it is to make up a history, too. */
  history: boolean;
  env: NodeJS.ProcessEnv;
  log: BoundedLog;
}

const READY_TIMEOUT_MS = 60_000;

/**
 * Starts the lab and waits until it says what it is.
 *
 * @throws LocalProblem when it fails, dies, says something else or is not ready within a minute.
 */
export async function launchLab(
  options: LabProgramOptions,
  started: (child: ChildProgram) => void,
): Promise<LabReady> {
  const waiting = new AbortController();
  const announced = new Promise<unknown>((resolve) => {
    const lab = startChildProgram({
      name: "lab",
      script: options.script,
      args: [
        ...(options.worldFile === null ? [] : ["--world", options.worldFile]),
        ...(options.history ? ["--history"] : []),
      ],
      env: options.env,
      log: options.log,
      onMessage: resolve,
    });
    started(lab);
    void lab.ended.then((end) => {
      // What the lab itself announced before it ended comes first.
      setImmediate(() => {
        resolve({ kind: "lab-failed", message: lab.lastLines().at(-1) ?? end });
      });
    });
  });
  const late = delay(READY_TIMEOUT_MS, null, { signal: waiting.signal });
  const message = await Promise.race([announced, late.catch(() => null)]);
  waiting.abort();
  const mend = `Its log is ${options.log.path}.`;
  if (message === null) {
    throw new LocalProblem(`The lab was not ready after ${READY_TIMEOUT_MS / 1000} s.`, mend);
  }
  const parsed = Announcement.safeParse(message);
  if (!parsed.success) {
    throw new LocalProblem("The lab announced itself in a form that is not understood.", mend, {
      cause: parsed.error,
    });
  }
  if (parsed.data.kind === "lab-failed") {
    throw new LocalProblem(`The lab did not start: ${parsed.data.message}`, mend);
  }
  return parsed.data;
}
