import { execFile } from "node:child_process";

export interface CommandResult {
  /** Exit status; null when the command could not be started or was ended by a signal. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  env: NodeJS.ProcessEnv;
  timeoutMs: number;
  cwd?: string;
}

const OUTPUT_LIMIT_BYTES = 4_000_000;

/**
 * Runs a short command to its end. Never throws: a command that is missing, fails or takes longer than
 * `timeoutMs` (then it is killed) is told apart by `code` and by the reason in `stderr`.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    execFile(
      command,
      [...args],
      {
        env: options.env,
        timeout: options.timeoutMs,
        killSignal: "SIGKILL",
        maxBuffer: OUTPUT_LIMIT_BYTES,
        encoding: "utf8",
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      },
      (error, stdout, stderr) => {
        if (error === null) resolve({ code: 0, stdout, stderr });
        else if (typeof error.code === "number") resolve({ code: error.code, stdout, stderr });
        else resolve({ code: null, stdout, stderr: stderr || whyNotRun(error, options.timeoutMs) });
      },
    );
  });
}

function whyNotRun(error: Error & { killed?: boolean }, timeoutMs: number): string {
  return error.killed === true ? `no answer within ${timeoutMs / 1000} s` : error.message;
}

/** The last line of a command's output that says something, for use inside a sentence. */
export function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}
