import { lookup } from "node:dns/promises";
import type { Command } from "commander";
import { tracePath } from "../trace/trace-path.ts";
import { explainError } from "./explain-error.ts";
import { type PathFlags, type PathOptions, parsePathOptions } from "./path-options.ts";
import { type PathReport, pathJson, pathLines } from "./path-output.ts";
import { type PathTarget, parsePathTarget } from "./path-target.ts";
import { UsageError } from "./usage-error.ts";

const EXIT_USAGE = 64;
const EXIT_INTERRUPTED = 130;

const EXAMPLES = `
Examples:
  path example.com
  path tcp://example.com:443 --count 20
  path udp://192.0.2.10:862 --json | jq '.hops[] | select(.lossRatio > 0)'

A port other than the tool's own, and TCP, need the rights of root or of mtr-packet.
A router that answers less than it passes on shows loss that the target does not have.

Exit codes: 0 the target answered every packet, 2 some, 3 none, 1 no tool or it cannot work,
64 wrong usage, 130 interrupted`;

/**
 * Adds `path TARGET`: the routers on the way from here to a target, by mtr or traceroute. The process
 * ends with the exit code of the result.
 */
export function addPathCommand(program: Command): void {
  program
    .command("path")
    .description("show the routers on the way from here to a host, by mtr or traceroute")
    .argument("<target>", "host, or an address that measure takes")
    .option("-c, --count <n>", "packets per hop; traceroute sends 10 at most", "10")
    .option("--source <address>", "local address to trace from")
    .option("-4, --ipv4", "trace the target's IPv4 address")
    .option("-6, --ipv6", "trace the target's IPv6 address")
    .option("--json", "one JSON object on one line")
    .addHelpText("after", EXAMPLES)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT_USAGE))
    .action(async (target: string, flags: PathFlags) => {
      const exitCode = await showPath(target, flags);
      process.stdout.write("", () => process.exit(exitCode));
    });
}

async function showPath(text: string, flags: PathFlags): Promise<number> {
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once("SIGINT", interrupt);
  try {
    const target = parsePathTarget(text);
    const options = parsePathOptions(flags);
    const address = await addressOf(target, options);
    const { protocol, port } = target;
    const { count, sourceAddress } = options;
    const plan = { address, protocol, port, count, sourceAddress };
    const report = { target, address, ...(await tracePath(plan, stop.signal)) };
    const lines = flags.json === true ? [pathJson(report)] : pathLines(report);
    process.stdout.write(`${lines.join("\n")}\n`);
    return exitCodeOf(report);
  } catch (error) {
    if (stop.signal.aborted) return EXIT_INTERRUPTED;
    return explainError(error, flags.json === true);
  } finally {
    process.removeListener("SIGINT", interrupt);
  }
}

/** The tool gets this literal address and never the name, so it asks nobody else what the name means. */
async function addressOf({ host }: PathTarget, { family }: PathOptions): Promise<string> {
  const what = family === 0 ? "address" : `IPv${family} address`;
  // A literal address is passed through whatever family is asked for.
  const found = await lookup(host, { family }).catch((cause: unknown) => {
    throw new Error(`${host} has no ${what} that this system knows`, { cause });
  });
  if (family === 0 || found.family === family) return found.address;
  throw new UsageError(`TARGET: ${host} is no ${what}`, "leave out -4, -6 or --source");
}

function exitCodeOf({ reached, hops }: PathReport): number {
  if (!reached) return 3;
  return hops.at(-1)?.lossRatio === 0 ? 0 : 2;
}
