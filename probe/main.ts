import { Command } from "commander";
import { addRunCommand } from "./cli/run-command.ts";
import { loadTools } from "./inner-program.ts";
import { PROBE_VERSION } from "./version.ts";

const EXIT_USAGE = 64;

const program = new Command("isochrone-probe")
  .description("measures round-trip times for Isochrone from the place it runs at")
  .version(PROBE_VERSION)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT_USAGE));
addRunCommand(program);
if (process.argv[2] !== "run") loadTools().addTools(program);
await program.parseAsync();
