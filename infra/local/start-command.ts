import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Command, InvalidArgumentError, Option } from "commander";
import { adviceOption } from "./advice-file.ts";
import { awsAccountsOption } from "./aws-accounts-file.ts";
import { type Durability, durabilityOption } from "./durability-option.ts";
import { readPort } from "./read-port.ts";
import { parseDuration } from "./start/duration.ts";
import { type ProbeChoice, parseProbeChoice } from "./start/probe-choice.ts";
import type { StartSettings } from "./start/start-settings.ts";
import { userFolders } from "./user-folders.ts";

const EXAMPLES = `Examples:
  isochrone start                                     a whole lab on this machine
  isochrone start --for 60s                           the same for a minute, then a summary
  isochrone start --no-lab --estate estate.yaml       measure your own services
`;

interface StartFlags {
  host: string;
  port: number;
  dataDir?: string;
  for?: number;
  lab: boolean;
  estate?: string;
  awsAccounts?: string;
  advice?: string;
  world?: string;
  history: boolean;
  probes?: ProbeChoice;
  fetch: boolean;
  durability: Durability;
  verbose?: true;
  json?: true;
}

/** Adds `isochrone start`. `programUrl` is the address of the built program, beside which the others lie. */
export function addStartCommand(program: Command, programUrl: string): void {
  program
    .command("start")
    .description("start Redis, controller, dashboard, lab and probes on this machine")
    .addHelpText("before", EXAMPLES)
    .option(
      "--port <number>",
      "port of the dashboard and the API; 0 is any free one",
      readPort,
      7466,
    )
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .addOption(
      new Option(
        "--data-dir <folder>",
        "where measurements are kept (default: ~/.local/state/isochrone)",
      ).env("ISOCHRONE_DATA_DIR"),
    )
    .option(
      "--for <duration>",
      "stop by itself after 60s, 5m, 1h, and print a summary",
      readDuration,
    )
    .option("--json", "with --for: print the summary as JSON")
    .option("--world <file>", "the lab's world, instead of the built-in one")
    .option(
      "--no-history",
      "without the 14 simulated days by which the lab's first recommendation is firm",
    )
    .option("--no-lab", "measure a real estate instead of the lab")
    .option("--estate <file>", "with --no-lab: what to measure, YAML or JSON")
    .addOption(awsAccountsOption())
    .addOption(adviceOption())
    .option("--probes <which>", "vantages probed from here: all, none, or a,b,c", readProbes)
    .option("--no-fetch", "never fetch a private copy of Redis")
    .addOption(durabilityOption())
    .option("--verbose", "show the logs of every part, and the details of errors")
    .action(async (flags: StartFlags, command: Command) => {
      const conflict = findConflict(flags, process.env);
      if (conflict !== null) command.error(`error: ${conflict}`);
      process.exit(await start(toSettings(flags, process.env), programUrl));
    });
}

async function start(settings: StartSettings, programUrl: string): Promise<number> {
  const dist = dirname(fileURLToPath(programUrl));
  const [{ runSession }, { bringUp }, { openTerminal }, { startController }] = await Promise.all([
    import("./start/session.ts"),
    import("./start/bring-up.ts"),
    import("./start/terminal.ts"),
    import("../../controller/main.ts"),
  ]);
  const built = {
    lab: join(dist, "isochrone-lab.js"),
    probe: join(dist, "isochrone-probe.mjs"),
    dashboardDir: join(dist, "dashboard"),
  };
  const effects = { startController, built, env: process.env, terminal: openTerminal() };
  return runSession(settings, effects, bringUp);
}

/** Flags that contradict each other, in words; null where they do not. */
function findConflict(flags: StartFlags, env: NodeJS.ProcessEnv): string | null {
  if (flags.lab && flags.estate !== undefined) {
    return "--estate needs --no-lab, because the lab brings an estate of its own";
  }
  if (flags.lab && flags.awsAccounts !== undefined) {
    return "--aws-accounts needs --no-lab, because the lab brings an AWS of its own";
  }
  if (!flags.lab && flags.world !== undefined)
    return "--world describes the lab; leave out --no-lab";
  if (!flags.lab && !flags.history) {
    return "--no-history leaves out what the lab makes up, and --no-lab has no lab; leave one of them out";
  }
  if (flags.json === true && flags.for === undefined) {
    return "--json prints the summary of a limited run; add --for 60s";
  }
  if (flags.durability === "replica" && (env["REDIS_URL"] ?? "") === "") {
    return "--durability replica needs a Redis with replicas, and one of Isochrone's own has none; set REDIS_URL";
  }
  return null;
}

function toSettings(flags: StartFlags, env: NodeJS.ProcessEnv): StartSettings {
  return {
    host: flags.host,
    port: flags.port,
    dataDir: resolve(flags.dataDir ?? userFolders(env).state),
    runForMs: flags.for ?? null,
    lab: flags.lab,
    worldFile: flags.world === undefined ? null : resolve(flags.world),
    history: flags.history,
    estateFile: flags.estate === undefined ? null : resolve(flags.estate),
    adviceFile: flags.advice === undefined ? null : resolve(flags.advice),
    awsFile: flags.awsAccounts === undefined ? null : resolve(flags.awsAccounts),
    probes: flags.probes ?? { kind: flags.lab ? "all" : "none" },
    allowFetch: flags.fetch,
    durability: flags.durability,
    verbose: flags.verbose === true,
    json: flags.json === true,
  };
}

function readDuration(text: string): number {
  const ms = parseDuration(text);
  if (ms !== null) return ms;
  throw new InvalidArgumentError("Give a duration such as 60s, 5m or 1h30m, at most 24 days.");
}

function readProbes(text: string): ProbeChoice {
  const parsed = parseProbeChoice(text);
  if (parsed.ok) return parsed.choice;
  throw new InvalidArgumentError(parsed.message);
}
