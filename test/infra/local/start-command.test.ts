import { Command, CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import { addStartCommand } from "../../../infra/local/start-command.ts";

/** Parses with what is wrong on the line, and answers what people read. */
async function usageError(...args: string[]): Promise<string> {
  let text = "";
  const program = new Command("isochrone")
    .configureOutput({
      writeErr: (part) => {
        text += part;
      },
    })
    .exitOverride();
  addStartCommand(program, import.meta.url);
  const error = await program.parseAsync(["start", ...args], { from: "user" }).catch((e) => e);
  expect(error).toBeInstanceOf(CommanderError);
  return text;
}

describe("infra/local/start-command", () => {
  it.each([
    [["--port", "65536"], /from 0 to 65535/],
    [["--port", "80a"], /from 0 to 65535/],
    [["--for", "soon"], /60s, 5m or 1h30m/],
    [["--probes", "eu-west-1,Not Me"], /"Not Me" is no name of a vantage/],
    [["--estate", "e.yaml"], /--estate needs --no-lab/],
    [["--aws-accounts", "aws.yaml"], /--aws-accounts needs --no-lab/],
    [["--no-lab", "--world", "w.yaml"], /leave out --no-lab/],
    [["--no-lab", "--no-history"], /leave one of them out/],
    [["--json"], /add --for 60s/],
    [["--durability", "both"], /Allowed choices are primary, replica/],
    [["--durability", "replica"], /set REDIS_URL/],
    [["--prot", "1"], /Did you mean --port/],
  ])("refuses %j and says what to do", async (args, message) => {
    expect(await usageError(...args)).toMatch(message);
  });
});
