import { type Command, InvalidArgumentError, Option } from "commander";
import { API } from "../contract/api.ts";
import { Matrix, MatrixQuery } from "../contract/matrix.ts";
import { Entry, Metric } from "../contract/measured.ts";
import { Statistic } from "../contract/statistic.ts";
import { answer, type CommonFlags } from "./answer.ts";
import { addCommonOptions } from "./common-options.ts";
import { askController } from "./controller-client.ts";
import { EXIT } from "./exit-status.ts";
import { parseDuration } from "./parse-duration.ts";
import { shownState } from "./render/cell-text.ts";
import { matrixLines } from "./render/matrix-lines.ts";
import type { CliWorld } from "./world.ts";

type MatrixFlags = CommonFlags & {
  readonly service?: string;
  readonly entry: Entry;
  readonly metric: Metric;
  readonly stat: Statistic;
  readonly window: number;
};

const HELP = `
Examples:
  isochrone matrix
  isochrone matrix --entry accelerator --stat p95 --window 1h
  isochrone matrix --json | jq '.matrix.cells[] | select(.state == "lost")'

Cells: 84 a number to act on · n=4<6 too few values · 84 4 min old · ✕ 100 % all lost
       ! dns failed, and how · ⌀ probe silent · — not measured

Exit status: 0 numbers, 3 no cell has one, 1 error, 64 wrong usage.`;

/** `isochrone matrix`: from every vantage to every endpoint. */
export function addMatrixCommand(program: Command, world: CliWorld): void {
  addCommonOptions(program.command("matrix"), world)
    .description("show times from every vantage to every endpoint, the worst first")
    .option("--service <id>", "service; the first of the estate unless said")
    .addOption(new Option("--entry <entry>", "way in").choices(Entry.options).default("direct"))
    .addOption(
      new Option("--metric <metric>", "what is timed").choices(Metric.options).default("echo_rtt"),
    )
    .addOption(
      new Option("--stat <statistic>", "statistic").choices(Statistic.options).default("p50"),
    )
    .addOption(
      new Option("--window <time>", "length of the window that ends now, 1m to 3653d")
        .argParser(parseWindow)
        .default(900_000, "15m"),
    )
    .option("--all", "show every vantage")
    .addHelpText("after", HELP)
    .action(async (flags: MatrixFlags) => {
      await answer(flags, world, async (connection) => {
        const { service, entry, metric, stat, window } = flags;
        const parameters = { service, entry, metric, windowMs: window };
        const request = { path: API.matrix, parameters };
        const matrix = await askController(connection, request, Matrix, world.fetch);
        const hasNumbers = matrix.cells.some((cell) => shownState(cell, stat) === "value");
        return {
          status: hasNumbers ? EXIT.fine : EXIT.inconclusive,
          data: { stat, matrix },
          lines: (page) => matrixLines(matrix, stat, page),
          view: `/matrix?${new URLSearchParams({ service: matrix.service, entry, metric, stat })}`,
        };
      });
    });
}

function parseWindow(text: string): number {
  const windowMs = parseDuration(text);
  if (MatrixQuery.shape.windowMs.safeParse(windowMs).success) return windowMs;
  throw new InvalidArgumentError("Write a length of time from 1m to 3653d.");
}
