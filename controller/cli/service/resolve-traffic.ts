import type { ServiceFile } from "../../contract/service-file.ts";
import { takeTraffic } from "../../core/service/take-traffic.ts";
import type { TrafficOfLog } from "../../core/traffic/traffic-of-tally.ts";
import type { CliWorld } from "../world.ts";
import { type LogTraffic, logOfFile, logTraffic } from "./log-traffic.ts";
import { faultyFile, type OpenedFile } from "./open-service-file.ts";

/**
 * A service file with the shares and volumes of the log that it names, if it names one, and what that log
 * says.
 *
 * @throws CliError where the log cannot be used or does not know all groups
 */
export async function resolveTraffic(
  opened: OpenedFile<ServiceFile>,
  world: Pick<CliWorld, "redraw">,
): Promise<{ readonly file: ServiceFile; readonly log: LogTraffic | null }> {
  const { file, name } = opened;
  const csv = file.traffic?.csv;
  if (csv === undefined) return { file, log: null };
  const log = await logTraffic(logOfFile(name, csv), file.clientGroups, world);
  checkAllGroups(opened, log.traffic);
  return { file: takeTraffic(file, log.traffic), log };
}

/** A group without users in the log has no share, and it would be wrong to make one up. */
export function checkAllGroups(
  { name, opened, file }: OpenedFile<Pick<ServiceFile, "clientGroups">>,
  { groupsWithout }: TrafficOfLog,
): void {
  if (groupsWithout.length === 0) return;
  const faults = groupsWithout.map((id) => ({
    path: ["clientGroups", file.clientGroups.findIndex((group) => group.id === id), "id"],
    message: "no row of the log belongs to it; correct its match, or take it out",
  }));
  throw faultyFile(name, opened.place(faults));
}
