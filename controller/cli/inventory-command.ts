import { type Command, InvalidArgumentError, Option } from "commander";
import { API } from "../contract/api.ts";
import { type Inventory, InventoryAnswer } from "../contract/inventory.ts";
import { PartSubject } from "../contract/inventory-part.ts";
import { inventoryOfAccount } from "../core/inventory/inventory-of-account.ts";
import { type Answer, answer, type CommonFlags } from "./answer.ts";
import { awaitFirst, readAnew } from "./await-reading.ts";
import { CliError } from "./cli-error.ts";
import { addCommonOptions } from "./common-options.ts";
import { askController } from "./controller-client.ts";
import { EXIT } from "./exit-status.ts";
import { inventoryLines, isWhole } from "./render/inventory-lines.ts";
import { sentenceLines } from "./render/sentence.ts";
import type { CliWorld } from "./world.ts";

type InventoryFlags = CommonFlags & {
  readonly refresh?: true;
  readonly account?: string;
  readonly part?: PartSubject;
};

const NOTHING_YET = "AWS was not read yet.";

const HELP = `
Examples:
  isochrone inventory
  isochrone inventory --refresh --account 111122223333
  isochrone inventory --part record-sets --all
  isochrone inventory --json | jq '.inventory.parts[] | select(.error)'

A number with ≥ was not read whole; — is not known. Nothing in AWS is ever changed.

Exit status: 0 read whole, 3 parts are missing or nothing was read yet, 1 error, 64 wrong usage.`;

/** `isochrone inventory`: what AWS holds, as it was read, and what could not be read. */
export function addInventoryCommand(program: Command, world: CliWorld): void {
  addCommonOptions(program.command("inventory"), world)
    .description("show what AWS holds, and what of it could not be read")
    .option("--refresh", "read it anew first")
    .option("--account <id>", "one account alone", parseAccount)
    .addOption(new Option("--part <part>", "one part alone, in full").choices(PartSubject.options))
    .option("--all", "show every row")
    .addHelpText("after", HELP)
    .action(async (flags: InventoryFlags) => {
      await answer(flags, world, async (connection) => {
        if (flags.refresh === true) await readAnew(connection, world);
        else await awaitFirst(connection, world);
        const request = { path: API.inventory };
        const all = await askController(connection, request, InventoryAnswer, world.fetch);
        return answerOf(all, flags);
      });
    });
}

function answerOf({ refresh, inventory }: InventoryAnswer, flags: InventoryFlags): Answer {
  if (inventory === null) {
    return {
      status: EXIT.inconclusive,
      data: { refresh, inventory },
      lines: (page) => sentenceLines([NOTHING_YET, refresh.mend ?? ""].join(" ").trim(), page),
      view: null,
    };
  }
  const chosen = chosenOf(inventory, flags);
  return {
    status: isWhole(chosen) ? EXIT.fine : EXIT.inconclusive,
    data: { refresh, inventory: chosen },
    lines: (page) => inventoryLines(chosen, flags.part ?? null, page),
    view: null,
  };
}

function chosenOf(inventory: Inventory, { account, part }: InventoryFlags): Inventory {
  const own = account === undefined ? inventory : inventoryOfAccount(inventory, account);
  if (account !== undefined && own.parts.length === 0) {
    const known = [...new Set(inventory.parts.map((each) => each.account))].join(", ");
    throw new CliError({
      code: "unknown_account",
      message: `account ${account} was not read`,
      mend: `name one of ${known}, or add it to the file of --aws-accounts`,
    });
  }
  if (part === undefined) return own;
  return { ...own, parts: own.parts.filter(({ subject }) => subject === part) };
}

function parseAccount(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError("Write the twelve digits of an account id.");
}
