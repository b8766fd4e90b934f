import { Command, CommanderError } from "commander";
import { addControllerCommands, addStoreCommands } from "../../../controller/cli/commands.ts";
import type { ReachRedis } from "../../../controller/cli/store-work.ts";
import type { CliWorld } from "../../../controller/cli/world.ts";

/** What a run of the command line left behind. */
export type Run = { readonly status: number; readonly out: string; readonly err: string };

/** Runs a command line as the program would, in a world of its own; time passes only by sleeping. */
export async function runCli(
  words: readonly string[],
  more: Partial<
    Pick<CliWorld, "env" | "home" | "terminalColumns" | "now" | "sleep" | "redraw" | "ask">
  > = {},
  reach: ReachRedis = () => Promise.reject(new Error("no Redis here")),
): Promise<Run> {
  let out = "";
  let err = "";
  let status = 0;
  let nowMs = 1_700_000_100_000;
  const world: CliWorld = {
    env: {},
    home: "/nonexistent",
    words,
    terminalColumns: null,
    fetch,
    now: () => nowMs,
    sleep: (ms) => {
      nowMs += ms;
      return Promise.resolve();
    },
    print: (text) => {
      out += `${text}\n`;
    },
    say: (text) => {
      err += `${text}\n`;
    },
    redraw: () => undefined,
    ask: () => Promise.resolve(null),
    end: (code) => {
      status = code;
    },
    ...more,
  };
  const program = new Command("isochrone").exitOverride().configureOutput({
    writeOut: (text) => {
      out += text;
    },
    writeErr: (text) => {
      err += text;
    },
  });
  addControllerCommands(program, world);
  addStoreCommands(program, { release: "0.1.0", reach }, world);
  try {
    await program.parseAsync([...words], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    status = error.exitCode === 0 ? 0 : 64;
  }
  return { status, out, err };
}
