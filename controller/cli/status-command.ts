import { type Command, Option } from "commander";
import { API } from "../contract/api.ts";
import { Status, type Verdict } from "../contract/status.ts";
import { type Answer, answer, type CommonFlags } from "./answer.ts";
import { CliError } from "./cli-error.ts";
import { addCommonOptions } from "./common-options.ts";
import type { Connection } from "./connection.ts";
import { askController } from "./controller-client.ts";
import { EXIT, type ExitStatus } from "./exit-status.ts";
import { parseDuration } from "./parse-duration.ts";
import { statusLines } from "./render/status-lines.ts";
import type { CliWorld } from "./world.ts";

type StatusFlags = CommonFlags & { readonly wait?: Verdict; readonly timeout: number };

const EXIT_OF_VERDICT: Record<Verdict, ExitStatus> = {
  healthy: EXIT.fine,
  degraded: EXIT.finding,
  outage: EXIT.finding,
  "cannot-tell": EXIT.inconclusive,
  starting: EXIT.inconclusive,
};

const POLL_MS = 1_000;

const HELP = `
Examples:
  isochrone status
  isochrone status --wait healthy --timeout 90s && run-the-tests
  isochrone status --json | jq .status.verdict

Exit status: 0 healthy, 2 degraded or outage, 3 cannot tell or starting, 1 error, 64 wrong usage.`;

/** `isochrone status`: is anything wrong, where, and can that be trusted? */
export function addStatusCommand(program: Command, world: CliWorld): void {
  addCommonOptions(program.command("status"), world)
    .description("say whether anything is wrong, where, and how far that can be trusted")
    .option("--all", "show every vantage")
    .addOption(new Option("--wait <verdict>", "ask until it is so").choices(["healthy"]))
    .addOption(
      new Option("--timeout <time>", "with --wait: how long at most")
        .argParser(parseDuration)
        .default(60_000, "60s"),
    )
    .addHelpText("after", HELP)
    .action(async (flags: StatusFlags) => {
      await answer(flags, world, async (connection) => {
        if (flags.wait === undefined) return answerOf(await ask(connection, world));
        return answerOf(await waitFor(flags.wait, flags.timeout, connection, world));
      });
    });
}

function ask(connection: Connection, world: CliWorld): Promise<Status> {
  return askController(connection, { path: API.status }, Status, world.fetch);
}

function answerOf(status: Status): Answer {
  return {
    status: EXIT_OF_VERDICT[status.verdict],
    data: { status },
    lines: (page) => statusLines(status, page),
    view: "/",
  };
}

/**
 * Asks until the verdict is the wanted one or the time is over, and answers the last status. A
 * controller that does not answer yet may still be starting.
 */
async function waitFor(
  wanted: Verdict,
  timeoutMs: number,
  connection: Connection,
  world: CliWorld,
): Promise<Status> {
  const startedMs = world.now();
  let told: string | null = null;
  for (;;) {
    const attempt = await ask(connection, world).catch((error: unknown) => {
      if (error instanceof CliError && error.code === "unreachable") return error;
      throw error;
    });
    const state = attempt instanceof CliError ? attempt.message : attempt.verdict;
    if (state === wanted && !(attempt instanceof CliError)) return attempt;
    const waitedMs = world.now() - startedMs;
    if (state !== told) world.say(`${Math.round(waitedMs / 1_000)} s  ${state}`);
    told = state;
    if (waitedMs >= timeoutMs) {
      world.say(`not ${wanted} after ${Math.round(waitedMs / 1_000)} s`);
      if (attempt instanceof CliError) throw attempt;
      return attempt;
    }
    await world.sleep(Math.min(POLL_MS, timeoutMs - waitedMs));
  }
}
