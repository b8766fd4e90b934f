import { spawn } from "node:child_process";

/** Far more than a report of 255 hops takes. */
const LONGEST_OUTPUT = 1_000_000;

/** How a tool has ended. */
export interface ToolEnd {
  exitCode: number | null;
  stdout: string;
  /** The last thing it said on standard error. */
  complaint: string;
}

/**
 * Runs a tool of the system to its end, in the C locale and without options from the environment.
 *
 * @param stop ends it early
 * @returns null where there is no program of that name
 * @throws the system's error when it cannot be started
 */
export function runTool(
  command: string,
  args: readonly string[],
  stop: AbortSignal,
): Promise<ToolEnd | null> {
  const { MTR_OPTIONS: _ignored, ...inherited } = process.env;
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...inherited, LC_ALL: "C" },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    if (stdout.length < LONGEST_OUTPUT) stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-LONGEST_OUTPUT);
  });
  const kill = () => child.kill("SIGKILL");
  stop.addEventListener("abort", kill);
  return new Promise<ToolEnd | null>((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "ENOENT" ? resolve(null) : reject(error),
    );
    child.once("close", (exitCode) => {
      const complaint = stderr.trim().split("\n").join("; ");
      resolve({ exitCode, stdout, complaint });
    });
  }).finally(() => stop.removeEventListener("abort", kill));
}
