import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Command, InvalidArgumentError, Option } from "commander";
import { adviceOption } from "./advice-file.ts";
import { awsAccountsOption } from "./aws-accounts-file.ts";
import { parseRoles, type Roles } from "./controller/roles.ts";
import type { ControllerSettings } from "./controller/run-controller.ts";
import { type Durability, durabilityOption } from "./durability-option.ts";
import { readPort } from "./read-port.ts";

const EXAMPLES = `Examples:
  REDIS_URL=redis://redis:6379 isochrone controller --estate estate.yaml --login-link
  isochrone controller --redis-url-file /run/secrets/redis-url --host 0.0.0.0
  isochrone controller --roles worker --port 7467     one more worker for the same Redis
`;

const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
const MOST_SHARDS = 64;

interface ControllerFlags {
  host: string;
  port: number;
  roles: Roles;
  redisUrlFile?: string;
  redisCaFile?: string;
  estate?: string;
  awsAccounts?: string;
  advice?: string;
  queueShards?: number;
  durability: Durability;
  loginLink?: true;
  logLevel: ControllerSettings["logLevel"];
}

/** Adds `isochrone controller`. `programUrl` is the address of the built program, beside which the pages lie. */
export function addControllerCommand(program: Command, programUrl: string): void {
  program
    .command("controller")
    .description("run a controller by itself, for a fleet; any number share one Redis")
    .addHelpText("before", EXAMPLES)
    .option("--redis-url-file <file>", "file with the address of Redis; else REDIS_URL")
    .option("--redis-ca-file <file>", "certificates to trust with rediss://; else REDIS_CA_FILE")
    .option("--port <number>", "port to listen on; 0 is any free one", readPort, 7466)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .addOption(
      new Option("--roles <which>", "what this process does: api, worker or both")
        .argParser(readRoles)
        .default({ api: true, worker: true }, "api,worker"),
    )
    .option("--estate <file>", "what to measure, YAML or JSON; else the one stored before")
    .addOption(awsAccountsOption())
    .addOption(adviceOption())
    .addOption(
      new Option(
        "--queue-shards <number>",
        "shards of the queue (default: 1, on a Redis Cluster 4)",
      ).argParser(readShards),
    )
    .addOption(durabilityOption())
    .option("--login-link", "print a link that opens the dashboard, once")
    .addOption(
      new Option("--log-level <level>", "of the log on standard error")
        .choices(LOG_LEVELS)
        .default("info"),
    )
    .addHelpText(
      "after",
      "\nIt listens at once and waits for Redis; /readyz says whether it can work. SIGTERM lets it\nfinish what it has in work. A worker alone listens for health and metrics only.",
    )
    .action(async (flags: ControllerFlags, command: Command) => {
      if (flags.awsAccounts !== undefined && !flags.roles.worker) {
        command.error("error: --aws-accounts needs the role worker: it is workers that read AWS");
      }
      if (flags.advice !== undefined && !flags.roles.worker) {
        command.error(
          "error: --advice needs the role worker: it is workers that evaluate and tell",
        );
      }
      process.exit(await run(toSettings(flags), programUrl));
    });
}

async function run(settings: ControllerSettings, programUrl: string): Promise<number> {
  const dashboardDir = join(dirname(fileURLToPath(programUrl)), "dashboard");
  const [{ runController }, { openTerminal }, { startController }] = await Promise.all([
    import("./controller/run-controller.ts"),
    import("./start/terminal.ts"),
    import("../../controller/main.ts"),
  ]);
  const terminal = openTerminal();
  return runController(settings, { startController, dashboardDir, env: process.env, terminal });
}

function toSettings(flags: ControllerFlags): ControllerSettings {
  return {
    host: flags.host,
    port: flags.port,
    roles: flags.roles,
    redisUrlFile: flags.redisUrlFile === undefined ? null : resolve(flags.redisUrlFile),
    redisCaFile: flags.redisCaFile === undefined ? null : resolve(flags.redisCaFile),
    estateFile: flags.estate === undefined ? null : resolve(flags.estate),
    awsFile: flags.awsAccounts === undefined ? null : resolve(flags.awsAccounts),
    adviceFile: flags.advice === undefined ? null : resolve(flags.advice),
    queueShards: flags.queueShards ?? null,
    durability: flags.durability,
    loginLink: flags.loginLink === true,
    logLevel: flags.logLevel,
  };
}

function readRoles(text: string): Roles {
  const parsed = parseRoles(text);
  if (parsed.ok) return parsed.roles;
  throw new InvalidArgumentError(parsed.message);
}

function readShards(text: string): number {
  const shards = Number(text);
  if (/^\d+$/.test(text) && shards >= 1 && shards <= MOST_SHARDS) return shards;
  throw new InvalidArgumentError(`Give a number from 1 to ${MOST_SHARDS}.`);
}
