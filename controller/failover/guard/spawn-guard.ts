import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Socket } from "node:net";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { GuardAnnouncement } from "../../contract/failover/guard-announcement.ts";
import { GuardProblem } from "./guard-problem.ts";

/** Where dead man's timers are started from. */
export type GuardPost = {
  /** That of `openGuardFolder`. */
  readonly folder: string;
  /** The built program, run with the Node.js of this process. */
  readonly program: string;
  /** What the guard restores with: tokens of hooks, credentials for AWS. */
  readonly env: NodeJS.ProcessEnv;
  /** Told each line that a guard says, while this process lives. */
  readonly report: (line: string) => void;
  /** How long arming may take; 10 s unless said. */
  readonly armWithinMs?: number;
};

const ARM_WITHIN_MS = 10_000;
const MEND = "Nothing was made to fail. Mend that, then begin a new run.";

/**
 * Starts the dead man's timer of an order that is in the folder, as a process in a session of its own, that
 * outlives this one. Resolves when it is armed.
 *
 * @throws GuardProblem where it is not armed in time; it does not run then
 */
export async function spawnGuard(runId: string, post: GuardPost): Promise<void> {
  const { folder, program, env, report } = post;
  const withinMs = post.armWithinMs ?? ARM_WITHIN_MS;
  const child = spawn(process.execPath, [resolve(program), folder, runId], {
    cwd: folder,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let lastLine = "";
  createInterface({ input: child.stderr }).on("line", (line) => {
    lastLine = line;
    report(line);
  });
  const waiting = new AbortController();
  const late = delay(withinMs, null, { signal: waiting.signal }).catch(() => null);
  try {
    const said = await Promise.race([firstLine(child, () => lastLine), late]);
    if (said === null)
      throw new GuardProblem(`${named(runId)} is not armed after ${withinMs / 1_000} s.`, MEND);
    heed(said, runId);
  } catch (error) {
    await end(child);
    throw error;
  } finally {
    waiting.abort();
  }
  letGo(child);
}

/** @throws GuardProblem where it ends, or cannot begin, without a word */
async function firstLine(child: ChildProcess, lastLine: () => string): Promise<string> {
  const { stdout } = child;
  if (stdout === null) throw new Error("a guard without standard output");
  const ended = once(child, "close").then(
    ([code, signal]) => {
      throw new GuardProblem(
        `A dead man's timer ended with ${String(code ?? signal)} before it was armed: ${lastLine() || "it said nothing"}.`,
        MEND,
      );
    },
    (error: Error) => {
      throw new GuardProblem(`A dead man's timer cannot be started: ${error.message}.`, MEND, {
        cause: error,
      });
    },
  );
  const said = once(createInterface({ input: stdout }), "line").then(([line]) => String(line));
  return await Promise.race([said, ended]);
}

/** @throws GuardProblem unless it says that it is armed */
function heed(line: string, runId: string): void {
  let said: unknown;
  try {
    said = JSON.parse(line);
  } catch {
    said = null;
  }
  const { data } = GuardAnnouncement.safeParse(said);
  if (data?.armed === true) return;
  if (data === undefined) {
    throw new GuardProblem(`${named(runId)} said something that is not understood.`, MEND);
  }
  throw new GuardProblem(`${named(runId)} is not armed: ${data.problem}`, data.mend);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

/** This process may end before it, and need not wait for it. */
function letGo(child: ChildProcess): void {
  child.stdout?.destroy();
  if (child.stderr instanceof Socket) child.stderr.unref();
  child.unref();
}

function named(runId: string): string {
  return `The dead man's timer of run ${runId}`;
}
