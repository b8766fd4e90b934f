import { spawn } from "node:child_process";
import type { BoundedLog } from "./bounded-log.ts";
import { keepLastLines } from "./last-lines.ts";

export interface ChildProgramOptions {
  /** What people call it: `lab`, `probe`. */
  name: string;
  /** A built program, run with the same Node. */
  script: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  log: BoundedLog;
  onMessage?: (message: unknown) => void;
}

export interface ChildProgram {
  name: string;
  /** Resolves when it has ended, with how, in words. Never rejects. */
  ended: Promise<string>;
  /** The newest lines of its standard error. */
  lastLines(): string[];
  /** Asks it to end (SIGTERM), kills it after the grace time, waits for its end. */
  stop(graceMs: number): Promise<void>;
  kill(): void;
}

const LINES_KEPT = 3;

/**
 * Starts one of the other programs in a session of its own, so that Ctrl-C in the terminal reaches
 * only the supervisor. The channel between the two closes when the supervisor dies, and that ends the
 * child.
 */
export function startChildProgram(options: ChildProgramOptions): ChildProgram {
  const child = spawn(process.execPath, [options.script, ...options.args], {
    env: options.env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true,
  });
  const lastLines = keepLastLines(LINES_KEPT);
  child.stdout?.setEncoding("utf8").on("data", options.log.write);
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    options.log.write(text);
    lastLines.take(text);
  });
  if (options.onMessage !== undefined) child.on("message", options.onMessage);
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(describeEnd(code, signal)));
  });
  const kill = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // Already gone.
    }
  };
  return {
    name: options.name,
    ended,
    lastLines: lastLines.lines,
    kill,
    stop: async (graceMs) => {
      child.kill("SIGTERM");
      const timer = setTimeout(kill, graceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

function describeEnd(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `exit status ${code ?? "unknown"}` : `ended by ${signal}`;
}
