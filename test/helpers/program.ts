import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../../dist/isochrone.js", import.meta.url));

/** A started `isochrone`, and what it has printed so far. */
export type Program = {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Waits for text on either stream; fails with all output when the program ends first. */
  readonly printed: (pattern: RegExp, withinMs: number) => Promise<RegExpExecArray>;
  /** Sends the signal and waits for the end; answers the exit code, null when a signal ended it. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
  readonly ended: Promise<number | null>;
};

/** Starts the built program, as `npm start` and a user's shell do. */
export function startProgram(args: readonly string[], env: NodeJS.ProcessEnv = {}): Program {
  if (!existsSync(PROGRAM))
    throw new Error("dist/isochrone.js is missing: run `npm run build` first");
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const collect = (chunk: Buffer) => {
    text += chunk.toString();
    child.emit("text");
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const ended = once(child, "close").then(([code]) => code as number | null);
  const output = () => text;

  async function printed(pattern: RegExp, withinMs: number): Promise<RegExpExecArray> {
    const deadline = AbortSignal.timeout(withinMs);
    for (;;) {
      const match = pattern.exec(text);
      if (match !== null) return match;
      if (child.exitCode !== null) throw new Error(`ended before ${pattern}:\n${text}`);
      try {
        await Promise.race([once(child, "text", { signal: deadline }), ended]);
      } catch (cause) {
        throw new Error(`did not print ${pattern} within ${withinMs} ms:\n${text}`, { cause });
      }
    }
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode === null) child.kill(signal);
    return await ended;
  }

  return { child, output, printed, end, ended };
}
