import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { TrafficLog } from "../../contract/traffic-log.ts";
import type { MatchedGroup } from "../../core/traffic/group-of-client.ts";
import { type TrafficOfLog, trafficOfTally } from "../../core/traffic/traffic-of-tally.ts";
import { countedText } from "../../core/wording/count.ts";
import { type ReadLogFile, readLogFiles } from "../../traffic/read-log-files.ts";
import { TrafficLogProblem } from "../../traffic/traffic-log-problem.ts";
import { CliError } from "../cli-error.ts";
import type { CliWorld } from "../world.ts";

/** Which logs are read, and how. */
export type WantedLogs = Omit<TrafficLog, "file"> & { readonly files: readonly string[] };

/** What logs say of the traffic of client groups. */
export type LogTraffic = {
  readonly traffic: TrafficOfLog;
  readonly files: readonly ReadLogFile[];
  /** Whose rows belong to no group, the most frequent first. */
  readonly strangers: readonly { readonly name: string; readonly requests: number }[];
};

/**
 * Reads the logs on this machine; what clients they name stays here.
 *
 * @throws CliError where a log cannot be used, or no row of them belongs to a group
 */
export async function logTraffic(
  { files, format, columns, hoursCovered }: WantedLogs,
  groups: readonly MatchedGroup[],
  world: Pick<CliWorld, "redraw">,
): Promise<LogTraffic> {
  const progress = (rows: number) => world.redraw(`${countedText(rows, "row")} read`);
  try {
    const read = await readLogFiles(files, groups, {
      progress,
      ...(format === undefined ? {} : { format }),
      ...(columns === undefined ? {} : { columns }),
    });
    const ids = groups.map(({ id }) => id);
    const traffic = trafficOfTally(read.sum, ids, hoursCovered);
    const strangers = read.sum.unmatched.most;
    if (traffic.groups.length === 0) throw nobodys(read.sum.rows, strangers);
    return { traffic, files: read.files, strangers };
  } catch (error) {
    if (!(error instanceof TrafficLogProblem)) throw error;
    const { message, mend } = error;
    throw new CliError({ code: "bad_log", message, mend }, { cause: error });
  } finally {
    world.redraw("");
  }
}

/** The log that a service file names, beside the file. */
export function logOfFile(name: string, log: TrafficLog): WantedLogs {
  const { file, ...how } = log;
  return { ...how, files: [resolve(dirname(name), file)] };
}

/** Whether a log is there to be read. */
export function isThere({ files }: WantedLogs): boolean {
  return files.every((file) => existsSync(file));
}

function nobodys(rows: number, strangers: LogTraffic["strangers"]): CliError {
  if (rows === 0) {
    const mend = "name a log with rows";
    return new CliError({ code: "empty_log", message: "there is no row in the log", mend });
  }
  const most = strangers.map(({ name }) => name).join(", ");
  return new CliError({
    code: "no_match",
    message: `none of ${countedText(rows, "row")} belongs to a client group${most === "" ? "" : `; most come from ${most}`}`,
    mend: "say who belongs to a group, with match.cidrs, match.countries or country",
  });
}
