import { Command, CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import { addControllerCommand } from "../../../infra/local/controller-command.ts";

async function usageError(...args: string[]): Promise<string> {
  let text = "";
  const program = new Command("isochrone")
    .configureOutput({
      writeErr: (part) => {
        text += part;
      },
    })
    .exitOverride();
  addControllerCommand(program, import.meta.url);
  const error = await program.parseAsync(["controller", ...args], { from: "user" }).catch((e) => e);
  expect(error).toBeInstanceOf(CommanderError);
  return text;
}

describe("infra/local/controller-command", () => {
  it.each([
    [["--roles", "boss"], /"boss" is no role/],
    [["--port", "70000"], /from 0 to 65535/],
    [["--queue-shards", "0"], /from 1 to 64/],
    [["--roles", "api", "--aws-accounts", "aws.yaml"], /needs the role worker/],
    [["--roles", "api", "--advice", "advice.yaml"], /--advice needs the role worker/],
    [["--log-level", "loud"], /Allowed choices are debug, info, warn, error/],
    [["--redis-url", "redis://app:secret@redis"], /unknown option '--redis-url'/],
  ])("refuses %j and says what to do", async (args, message) => {
    expect(await usageError(...args)).toMatch(message);
  });
});
