import { isMainThread } from "node:worker_threads";
import { PROBE_VERSION } from "./version.ts";

const EXIT_USAGE = 64;

// One file is both programs: the measuring thread is this file started again as a worker. Each loads
// only its own half, which keeps the probe small on the machines that host it.
if (isMainThread) {
  await runCommand();
} else {
  const { runMeasureWorker } = await import("./worker/measure-worker.ts");
  runMeasureWorker();
}

async function runCommand(): Promise<void> {
  const { Command } = await import("commander");
  const { addMeasureCommand } = await import("./cli/measure-command.ts");
  const { addPathCommand } = await import("./cli/path-command.ts");
  const { addReflectCommand } = await import("./cli/reflect-command.ts");
  const { addRunCommand } = await import("./cli/run-command.ts");
  const program = new Command("isochrone-probe")
    .description("measures round-trip times for Isochrone from the place it runs at")
    .version(PROBE_VERSION)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT_USAGE));
  addRunCommand(program, new URL(import.meta.url));
  addMeasureCommand(program);
  addPathCommand(program);
  addReflectCommand(program);
  await program.parseAsync();
}
