import type { Command } from "commander";
import { createLog, describeError, type Log } from "../log.ts";
import { isRoot } from "../privilege/drop-root.ts";
import { lendPriority } from "../privilege/thread-priority.ts";
import { leaveRoot } from "../run/leave-root.ts";
import { readProbeFile } from "../run/probe-file.ts";
import { ProbeFileError } from "../run/probe-file-error.ts";
import { runProbe } from "../run/run-probe.ts";
import { stopRequested } from "./stop-requested.ts";

const EXIT_ERROR = 1;
const EXIT_USAGE = 64;

/**
 * Adds `run`: measure what the controller assigns until SIGTERM, SIGINT or, as a child process, until
 * the parent goes.
 */
export function addRunCommand(program: Command): void {
  program
    .command("run")
    .description("measure what the controller assigns, until stopped")
    .requiredOption("--config <file>", "the probe's own file (JSON, mode 0600)")
    .option("--vantages <ids>", "host only these vantages of the file, separated by commas")
    .action(async (options: { config: string; vantages?: string }) => {
      const log = createLog();
      process.exitCode = await runUntilStopped(options, log);
      process.exit();
    });
}

async function runUntilStopped(
  options: { config: string; vantages?: string },
  log: Log,
): Promise<number> {
  const stopped = stopRequested();
  try {
    const only = options.vantages?.split(",").map((id) => id.trim()) ?? null;
    const file = await readProbeFile(options.config, only, log);
    const giveBackPriority = isRoot() ? lendPriority() : () => undefined;
    await leaveRoot(file, log);
    const probe = await runProbe(file, log);
    giveBackPriority();
    const cause = await Promise.race([probe.broken, stopped]);
    if (cause instanceof Error) log("error", "the probe ends", { reason: describeError(cause) });
    else log("info", "the probe stops", { reason: cause });
    await probe.stop();
    return cause instanceof Error ? EXIT_ERROR : 0;
  } catch (error) {
    log("error", describeError(error));
    return error instanceof ProbeFileError ? EXIT_USAGE : EXIT_ERROR;
  }
}
