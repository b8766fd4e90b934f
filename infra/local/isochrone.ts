import { Command } from "commander";
import { addControllerCommands, addStoreCommands } from "../../controller/cli/commands.ts";
import { addMeasureCommand } from "../../probe/cli/measure-command.ts";
import { addPathCommand } from "../../probe/cli/path-command.ts";
import { describeCommandError } from "./command-errors.ts";
import { addControllerCommand } from "./controller-command.ts";
import { reachRedis } from "./reach-redis.ts";
import { addStartCommand } from "./start-command.ts";
import { VERSION } from "./version.ts";

// The clients are pinned to versions that run on every Node.js that Isochrone runs on, so what their
// later versions will ask for is nothing that anybody could act on here.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

const EXAMPLES = `Examples:
  isochrone start              see it work: a lab on this machine, nothing leaves it
  isochrone status             is anything wrong, where, and since when
  isochrone start --help       all about starting, and your own services instead of the lab
`;

const program = new Command("isochrone")
  .description("Measures every way into a service on AWS and says which one to use.")
  .version(VERSION)
  .showHelpAfterError("(--help shows what there is)")
  .addHelpText("before", EXAMPLES)
  // Inherited by the commands below: a usage error must end with 64 in all of them.
  .exitOverride();
addStartCommand(program, import.meta.url);
addControllerCommand(program, import.meta.url);
addControllerCommands(program);
addStoreCommands(program, { release: VERSION, reach: reachRedis });
addMeasureCommand(program);
addPathCommand(program);

try {
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync();
} catch (error) {
  const verbose =
    process.argv.includes("--verbose") || (process.env["ISOCHRONE_DEBUG"] ?? "") !== "";
  const end = describeCommandError(error, verbose);
  if (end.text !== "") process.stderr.write(`${end.text}\n`);
  process.exit(end.status);
}
