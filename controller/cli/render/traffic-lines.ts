import { stringify } from "yaml";
import { countedText, countText, durationText, percentText } from "../../core/wording/count.ts";
import { namesText } from "../../core/wording/names.ts";
import type { LogTraffic } from "../service/log-traffic.ts";

const MS_PER_HOUR = 3_600_000;

/** Shares and volumes as they stand in a service file, and as comments what they were taken from. */
export function trafficBlockLines(log: LogTraffic): string[] {
  const clientGroups = log.traffic.groups.map(({ id, share, trafficPerMonth }) => ({
    id,
    share,
    ...(Object.keys(trafficPerMonth).length === 0 ? {} : { trafficPerMonth }),
  }));
  const block = stringify({ clientGroups }).trimEnd();
  return [...logLines(log).map((line) => `# ${line}`), ...block.split("\n")];
}

/** What was read of logs, and what could not be used of them. */
export function logLines({ traffic, files, strangers }: LogTraffic): string[] {
  const { hoursCovered, unmatchedRatio, groupsWithout } = traffic;
  const rows = files.reduce((sum, { tally }) => sum + tally.rows, 0);
  const names = namesText(files.map(({ file }) => file));
  const time =
    hoursCovered === null
      ? "the time that they cover is not known, so volumes are left out: say it with --days"
      : `over ${durationText(hoursCovered * MS_PER_HOUR)}`;
  const most = strangers.map(({ name, requests }) => `${name} (${countText(requests)})`);
  return [
    `${countedText(rows, "row")} of ${names}, ${time}.`,
    ...(unmatchedRatio === 0
      ? []
      : [
          `${percentText(unmatchedRatio, 1)} of the requests belong to no group, most of them from ${namesText(most, 6)}.`,
        ]),
    ...files.flatMap(({ file, tally: { notUnderstood } }) =>
      notUnderstood.rows === 0
        ? []
        : [
            `${countedText(notUnderstood.rows, "row")} of ${file} not understood: line ${notUnderstood.firstLines.join(", ")}${notUnderstood.rows > notUnderstood.firstLines.length ? ", …" : ""}.`,
          ],
    ),
    ...groupsWithout.map((id) => `${id}: no row belongs to it, so it has no share.`),
  ];
}
