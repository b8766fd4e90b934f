import { Argument, type Command } from "commander";
import { API } from "../contract/api.ts";
import { DeadLetterDetail, DeadLetterList, DeadLettersDone } from "../contract/dead-letter.ts";
import { type Answer, answer, type CommonFlags } from "./answer.ts";
import { addCommonOptions } from "./common-options.ts";
import type { Connection } from "./connection.ts";
import { askController, type ControllerRequest } from "./controller-client.ts";
import { EXIT } from "./exit-status.ts";
import { deadLetterLines, deadLettersLines, doneLine } from "./render/dead-letter-lines.ts";
import type { CliWorld } from "./world.ts";

const ACTIONS = ["list", "show", "replay", "discard"] as const;

type Action = (typeof ACTIONS)[number];

const HELP = `
Examples:
  isochrone dead-letters
  isochrone dead-letters show eu-west-1.4f1c09ab.117
  isochrone dead-letters replay --all
  isochrone dead-letters discard eu-west-1.4f1c09ab.117

A dead letter is a batch that was acknowledged and cannot be counted. It is kept for 30 days.
Replaying and discarding need the role operator; both are written to the controller's log.

Exit status: 0 there is none, or it is done, 2 there are some, 1 error, 64 wrong usage.`;

/** `isochrone dead-letters`: batches that could not be counted, and what to do with them. */
export function addDeadLettersCommand(program: Command, world: CliWorld): void {
  addCommonOptions(program.command("dead-letters"), world)
    .description("list, show, replay or discard batches that could not be counted")
    .addArgument(new Argument("[action]", "what to do").choices(ACTIONS).default("list"))
    .argument("[id]", "which one, as the list names it")
    .option("--all", "list: show every row; replay, discard: all of them")
    .addHelpText("after", HELP)
    .action(
      async (action: Action, id: string | undefined, flags: CommonFlags, command: Command) => {
        const fault = usageFault(action, id, flags.all === true);
        if (fault !== null) command.error(`error: ${fault}`);
        await answer(flags, world, (connection) => act(action, id ?? null, connection, world));
      },
    );
}

/** What is wrong with the words, or null. Throwing away everything must be said in so many words. */
function usageFault(action: Action, id: string | undefined, all: boolean): string | null {
  if (action === "list") return id === undefined ? null : `list takes no id; say show ${id}`;
  if (action === "show") return id === undefined ? "show needs the id of a dead letter" : null;
  if (id === undefined && !all) return `${action} needs an id, or --all`;
  if (id !== undefined && all) return `${action} takes an id or --all, not both`;
  return null;
}

async function act(
  action: Action,
  id: string | null,
  connection: Connection,
  world: CliWorld,
): Promise<Answer> {
  const path = id === null ? API.deadLetters : `${API.deadLetters}/${encodeURIComponent(id)}`;
  switch (action) {
    case "list":
      return listed(await askController(connection, { path }, DeadLetterList, world.fetch));
    case "show":
      return shown(await askController(connection, { path }, DeadLetterDetail, world.fetch));
    case "replay":
    case "discard": {
      const request: ControllerRequest =
        action === "replay"
          ? { path: `${path}/replay`, method: "POST" }
          : { path, method: "DELETE" };
      const { done } = await askController(connection, request, DeadLettersDone, world.fetch);
      const lines = () => [doneLine(action, done)];
      return { status: EXIT.fine, data: { done }, lines, view: null };
    }
  }
}

function listed(list: DeadLetterList): Answer {
  return {
    status: list.total === 0 ? EXIT.fine : EXIT.finding,
    data: { total: list.total, deadLetters: list.letters },
    lines: (page) => deadLettersLines(list, page),
    view: null,
  };
}

function shown(deadLetter: DeadLetterDetail): Answer {
  return {
    status: EXIT.fine,
    data: { deadLetter },
    lines: (page) => deadLetterLines(deadLetter, page),
    view: null,
  };
}
