import { type Command, InvalidArgumentError } from "commander";
import { tellError } from "./answer.ts";
import { EXIT } from "./exit-status.ts";
import type { CliWorld } from "./world.ts";

const NARROWEST = 20;

/** Gives a command the flags that all commands share that ask a controller. */
export function addCommonOptions(command: Command, world: CliWorld): Command {
  return addJsonOption(command, world)
    .option("--width <columns>", "width to fit; a terminal's own, else 80", parseWidth)
    .option("--url <address>", "the controller; else ISOCHRONE_URL, else the one running here")
    .option("--token-file <file>", "file with an API token; else ISOCHRONE_TOKEN")
    .option("--data-dir <folder>", "where `isochrone start` keeps what it runs");
}

/**
 * Gives a command `--json`, and tells wrong usage as JSON where that is among the words. How the program
 * then ends is the business of whoever made it.
 */
export function addJsonOption(command: Command, world: CliWorld): Command {
  const asJson = world.words.includes("--json");
  const help = `${wordsOf(command)} --help shows every flag`;
  return command
    .option("--json", "print JSON, errors as well")
    .showHelpAfterError(asJson ? false : `(${help})`)
    .configureOutput({
      outputError: (text, write) => {
        const message = text.replace(/^error: /, "").trim();
        if (!asJson) write(text);
        else
          tellError(
            { code: "usage", message, mend: help, requestId: null },
            true,
            world,
            EXIT.usage,
          );
      },
    });
}

/** `isochrone service add`: what leads to a command. */
function wordsOf(command: Command): string {
  const { parent } = command;
  return parent === null ? "isochrone" : `${wordsOf(parent)} ${command.name()}`;
}

/** A width in columns. */
export function parseWidth(text: string): number {
  const columns = Number(text);
  if (Number.isInteger(columns) && columns >= NARROWEST) return columns;
  throw new InvalidArgumentError(`Write a whole number from ${NARROWEST}.`);
}
