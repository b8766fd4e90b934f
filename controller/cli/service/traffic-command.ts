import { existsSync } from "node:fs";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { TrafficLog } from "../../contract/traffic-log.ts";
import { LogColumns } from "../../contract/traffic-log.ts";
import { answerHere, type CommonFlags } from "../answer.ts";
import { CliError } from "../cli-error.ts";
import { addCommonOptions } from "../common-options.ts";
import { findController } from "../connection.ts";
import { EXIT } from "../exit-status.ts";
import { logLines, trafficBlockLines } from "../render/traffic-lines.ts";
import type { CliWorld } from "../world.ts";
import { servicesOf } from "./ask-services.ts";
import { logOfFile, logTraffic, type WantedLogs } from "./log-traffic.ts";
import { openTrafficFile, writeTraffic } from "./write-traffic.ts";

type TrafficFlags = CommonFlags & {
  readonly log?: string[];
  readonly format?: TrafficLog["format"];
  readonly column?: LogColumns;
  readonly days?: number;
  readonly write?: true;
};

const HOURS_PER_DAY = 24;

const HELP = `
Adds up who asked for how much, by client group, and prints shares and monthly volumes in the form in which
they stand in a service file. The log is read here and nothing of it is sent. Plain or gzip; of Application
Load Balancers, CloudFront (standard logs), or CSV with a line of names. Who belongs to a group: match.cidrs,
match.countries and country of the group.

Examples:
  isochrone service traffic shop.yaml --log october.csv
  isochrone service traffic shop.yaml --log logs/*.gz --write
  isochrone service traffic shop --log hits.csv --column client=src --days 30

What belongs to no group and what was not understood is told beside.

Exit status: 0 printed or written, 1 error (nothing is written), 64 wrong usage.`;

/** `isochrone service traffic`: shares and volumes of client groups from access logs. */
export function addTrafficCommand(service: Command, world: CliWorld): void {
  addCommonOptions(service.command("traffic"), world)
    .description("shares and monthly volumes of the client groups, from access logs")
    .argument("<service>", "service file, or id of a service that is declared")
    .option("--log <files...>", "access logs; without it the one that the file names")
    .addOption(
      new Option("--format <format>", "how the logs are written; recognised without it").choices([
        "csv",
        "cloudfront",
        "alb",
      ]),
    )
    .option("--column <meaning=name>", "a column that is not recognised by its name", addColumn)
    .option(
      "--days <days>",
      "days that the logs cover; from first to last row without it",
      parseDays,
    )
    .option("--write", "write them into the service file; comments stay")
    .addHelpText("after", HELP)
    .action(async (name: string, flags: TrafficFlags, command: Command) => {
      const isFile = /[/\\.]/.test(name) || existsSync(name);
      if (!isFile && flags.write === true) command.error("error: --write needs a service file");
      if (!isFile && flags.log === undefined)
        command.error("error: a declared service needs --log");
      await answerHere(flags, world, () =>
        isFile ? ofFile(name, flags, world) : ofService(name, flags, world),
      );
    });
}

async function ofFile(name: string, flags: TrafficFlags, world: CliWorld) {
  const opened = openTrafficFile(name);
  const csv = opened.file.traffic?.csv;
  const named = csv === undefined ? null : logOfFile(name, csv);
  const files = flags.log ?? named?.files;
  if (files === undefined) throw withoutLog(name);
  const log = await logTraffic(wanted(files, flags, named), opened.file.clientGroups, world);
  if (flags.write === true) writeTraffic(opened, log.traffic);
  return told(log, flags.write === true ? name : null);
}

async function ofService(id: string, flags: TrafficFlags, world: CliWorld) {
  const { clientGroups } = await servicesOf(findController(flags, world), world.fetch).show(id);
  return told(await logTraffic(wanted(flags.log ?? [], flags, null), clientGroups, world), null);
}

/** What the flags say goes before what the file says. */
function wanted(
  files: readonly string[],
  { format, column, days }: TrafficFlags,
  named: WantedLogs | null,
): WantedLogs {
  const hours = days === undefined ? named?.hoursCovered : days * HOURS_PER_DAY;
  const own = { ...(format && { format }), ...(column && { columns: column }) };
  return { ...named, ...own, ...(hours === undefined ? {} : { hoursCovered: hours }), files };
}

function told(log: Awaited<ReturnType<typeof logTraffic>>, written: string | null) {
  const { traffic, files, strangers } = log;
  const logs = files.map(({ file, tally: { rows, notUnderstood } }) => ({
    file,
    rows,
    notUnderstood,
  }));
  return {
    status: EXIT.fine,
    data: { traffic, logs, unmatched: strangers, written },
    lines: () =>
      written === null ? trafficBlockLines(log) : [`Written into ${written}.`, ...logLines(log)],
    view: null,
  };
}

function withoutLog(name: string): CliError {
  const message = `${name} names no log`;
  return new CliError({ code: "no_log", message, mend: "name one with --log" });
}

function addColumn(text: string, before: LogColumns = {}): LogColumns {
  const [meaning = "", ...name] = text.split("=");
  const known = Object.keys(LogColumns.shape);
  if (known.includes(meaning) && name.join("=") !== "") {
    return { ...before, [meaning]: name.join("=") };
  }
  throw new InvalidArgumentError(`Write MEANING=NAME, with one of ${known.join(", ")}.`);
}

function parseDays(text: string): number {
  const days = Number(text);
  if (days > 0 && days <= 3_660) return days;
  throw new InvalidArgumentError("Write a number of days above 0.");
}
