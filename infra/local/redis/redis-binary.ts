import { lastLine, runCommand } from "../run-command.ts";

/** A Redis or Valkey server that was tried and runs on this machine. */
export interface RedisBinary {
  /** Absolute path. */
  command: string;
  /** Variables that it needs besides the ordinary environment. */
  env: Record<string, string>;
  /** Where it comes from, for people. */
  origin: string;
  /** As the server states it, such as `7.0.15`. */
  version: string;
}

export type Trial = { ok: true; version: string } | { ok: false; reason: string };

/** BullMQ's queues need the commands of this release (BullMQ documentation, "Compatibility"). */
export const OLDEST_MAJOR = 5;
const TRIAL_TIMEOUT_MS = 10_000;

/** Starts a server with `--version`: the only proof that a file is complete and its libraries are there. */
export async function tryBinary(
  command: string,
  ownEnv: Record<string, string>,
  env: NodeJS.ProcessEnv,
): Promise<Trial> {
  const result = await runCommand(command, ["--version"], {
    env: { ...env, ...ownEnv },
    timeoutMs: TRIAL_TIMEOUT_MS,
  });
  const version = /\bv=(\d+)((?:\.\d+)*)/.exec(result.stdout);
  if (result.code !== 0 || version === null) {
    return { ok: false, reason: lastLine(result.stderr) || "it does not state a Redis version" };
  }
  if (Number(version[1]) < OLDEST_MAJOR) {
    return {
      ok: false,
      reason: `it is version ${version[0].slice(2)}, older than ${OLDEST_MAJOR}`,
    };
  }
  return { ok: true, version: version[0].slice(2) };
}
