import type { Command } from "commander";
import { createLog, describeError } from "../log.ts";
import { ClockDiscipline } from "../measure/clock-discipline.ts";
import { type Account, lookUpAccount } from "../privilege/account.ts";
import { dropRoot, isRoot } from "../privilege/drop-root.ts";
import { startReflector } from "../reflect/reflector.ts";
import { parseListenAddress } from "./listen-address.ts";
import { stopRequested } from "./stop-requested.ts";
import { UsageError } from "./usage-error.ts";

const EXIT_ERROR = 1;
const EXIT_USAGE = 64;
const DEFAULT_RATE = "10000";
const DEFAULT_USER = "nobody";

interface ReflectFlags {
  listen: string;
  rate: string;
  runAs: string;
}

/** Adds `reflect`: answer UDP measurements until SIGTERM or SIGINT. */
export function addReflectCommand(program: Command): void {
  program
    .command("reflect")
    .description("answer udp:// measurements of others (STAMP, RFC 8762) until stopped")
    .requiredOption("--listen <address:port>", "IP address and UDP port, such as 0.0.0.0:862")
    .option("--rate <n>", "most packets to answer per second", DEFAULT_RATE)
    .option("--run-as <user>", "USER or USER:GROUP to become when started as root", DEFAULT_USER)
    .action(async (flags: ReflectFlags) => {
      process.exitCode = await reflectUntilStopped(flags);
      process.exit();
    });
}

async function reflectUntilStopped(flags: ReflectFlags): Promise<number> {
  const log = createLog();
  const stopped = stopRequested();
  try {
    const listen = parseListenAddress(flags.listen);
    const packetsPerSecond = parseRate(flags.rate);
    const account = isRoot() ? await parseRunAs(flags.runAs) : null;
    const clock = new ClockDiscipline();
    const clockErrorMs = () => clock.errorMs();
    const reflector = await startReflector({ ...listen, packetsPerSecond, clockErrorMs });
    // Ports below 1024, such as STAMP's 862, need root to be opened, and nothing after that does.
    if (account !== null) dropRoot(account);
    log("info", "the reflector listens", {
      address: listen.address,
      port: reflector.port,
      ...(account === null ? {} : { user: account.name, uid: account.uid, gid: account.gid }),
    });
    await clock.start();
    if (clockErrorMs() === null) {
      log("info", "chronyd does not say that it keeps this clock: one-way delays cannot be told");
    }
    const reason = await stopped;
    log("info", "the reflector stops", { reason, ...reflector.counts() });
    clock.stop();
    await reflector.close();
    return 0;
  } catch (error) {
    const isUsage = error instanceof UsageError;
    log("error", describeError(error), isUsage ? { hint: error.hint } : {});
    return isUsage ? EXIT_USAGE : EXIT_ERROR;
  }
}

function parseRate(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new UsageError(`--rate: "${text}" is not a number of packets`, "use 1 to 9999999");
}

/** @returns null to stay root, as was asked for in so many words */
async function parseRunAs(text: string): Promise<Account | null> {
  if (text === "root") return null;
  try {
    return await lookUpAccount(text);
  } catch (error) {
    throw new UsageError(
      `--run-as: ${describeError(error)}`,
      "name a user without rights, or root to keep root's",
    );
  }
}
