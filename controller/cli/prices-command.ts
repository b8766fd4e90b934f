import { type Command, Option } from "commander";
import { API } from "../contract/api.ts";
import { PriceConfidence } from "../contract/price-book.ts";
import { PriceChangesAnswer, PricesAnswer, PricesRefresh } from "../contract/prices.ts";
import { type Answer, answer, type CommonFlags } from "./answer.ts";
import { CliError } from "./cli-error.ts";
import { addCommonOptions } from "./common-options.ts";
import type { Connection } from "./connection.ts";
import { askController } from "./controller-client.ts";
import { EXIT } from "./exit-status.ts";
import { parseDuration } from "./parse-duration.ts";
import { priceChangeLines } from "./render/price-change-lines.ts";
import { pricesLines } from "./render/price-lines.ts";
import { pricePartLines } from "./render/price-reading-lines.ts";
import { untilRefreshed } from "./until-refreshed.ts";
import type { CliWorld } from "./world.ts";

type PricesFlags = CommonFlags & {
  readonly filter?: string;
  readonly confidence?: PriceConfidence;
  readonly refresh?: true;
  readonly changes?: true;
  readonly timeout: number;
};

const HELP = `
Examples:
  isochrone prices --filter "dt-premium eu"
  isochrone prices --confidence unknown
  isochrone prices --refresh && isochrone prices --changes
  isochrone prices --json | jq '.prices.prices[] | select(.origin == "price-list") | .id'

A price is what Isochrone came with, or what the AWS Price List has stated since. Reading it needs an AWS
account that allows pricing:GetProducts; a reading that fails leaves the prices as they were.

Exit status: 0 prices, 2 a part of the list could not be read (--refresh), 3 no price is called so,
             1 error, 64 wrong usage.`;

/** `isochrone prices`: what things cost, how sure that is, and of when. */
export function addPricesCommand(program: Command, world: CliWorld): void {
  addCommonOptions(program.command("prices"), world)
    .description("show the prices that costs are counted with, or read them anew from AWS")
    .option("--filter <words>", "only prices whose name or label holds all of the words")
    .addOption(new Option("--confidence <how>", "only these").choices(PriceConfidence.options))
    .addOption(
      new Option(
        "--refresh",
        "read the AWS Price List now, and wait for it (role operator)",
      ).conflicts(["changes", "filter", "confidence"]),
    )
    .addOption(
      new Option("--changes", "what earlier readings changed").conflicts(["filter", "confidence"]),
    )
    .addOption(
      new Option("--timeout <time>", "with --refresh: how long at most")
        .argParser(parseDuration)
        .default(600_000, "10m"),
    )
    .option("--all", "show every row")
    .addHelpText("after", HELP)
    .action(async (flags: PricesFlags) => {
      await answer(flags, world, async (connection) => {
        if (flags.refresh) return refreshed(await refresh(flags.timeout, connection, world));
        if (flags.changes) return changed(connection, world);
        return listed(flags, connection, world);
      });
    });
}

async function listed(
  { filter, confidence }: PricesFlags,
  connection: Connection,
  world: CliWorld,
): Promise<Answer> {
  const request = { path: API.prices, parameters: { filter, confidence } };
  const prices = await askController(connection, request, PricesAnswer, world.fetch);
  return {
    status: prices.prices.length === 0 ? EXIT.inconclusive : EXIT.fine,
    data: { prices },
    lines: (page) => pricesLines(prices, page),
    view: null,
  };
}

async function changed(connection: Connection, world: CliWorld): Promise<Answer> {
  const request = { path: API.priceChanges };
  const changes = await askController(connection, request, PriceChangesAnswer, world.fetch);
  return {
    status: EXIT.fine,
    data: { readings: changes.readings },
    lines: (page) => priceChangeLines(changes, page),
    view: null,
  };
}

function refreshed(refresh: PricesRefresh): Answer {
  const isWhole = refresh.parts.every(({ state }) => state !== "failed");
  return {
    status: isWhole ? EXIT.fine : EXIT.finding,
    data: { refresh },
    lines: (page) => pricePartLines(refresh, page),
    view: null,
  };
}

/** Asks for a reading, and waits for its end. */
async function refresh(
  timeoutMs: number,
  connection: Connection,
  world: CliWorld,
): Promise<PricesRefresh> {
  const path = API.pricesRefresh;
  const look = () => askController(connection, { path }, PricesRefresh, world.fetch);
  const before = await look();
  await askController(connection, { path, method: "POST" }, PricesRefresh, world.fetch);
  return untilRefreshed(
    {
      look,
      lastMs: before.lastFinishedAtMs,
      withinMs: timeoutMs,
      textOf: ({ state }, waitedMs) => `${Math.round(waitedMs / 1_000)} s  ${state}`,
      notSetUp: {
        message: "no controller that runs was told to read the Price List",
        mend: "start one with --aws-accounts, and prices.isRead true in that file",
      },
      tooLong: new CliError({
        code: "timeout",
        message: `the Price List was not read within ${Math.round(timeoutMs / 1_000)} s`,
        mend: "it may still be read: isochrone prices says when that is over",
      }),
    },
    world,
  );
}
