import type { ServiceSummary } from "../../contract/service-change.ts";
import type { ServiceFileShape } from "../../contract/service-file-shape.ts";
import { countText, percentText } from "../../core/wording/count.ts";
import { entryName, namesText } from "../../core/wording/names.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { shortened } from "./shortened.ts";
import { type Cell, type Column, renderTable } from "./table.ts";

const LIST: readonly Column[] = [
  { head: "SERVICE", align: "left" },
  { head: "NAME", align: "left", expendable: 3 },
  { head: "ENDPOINTS", align: "right" },
  { head: "GROUPS", align: "right" },
  { head: "WAYS IN", align: "left", expendable: 2 },
  { head: "TODAY", align: "left", expendable: 1 },
];

const ENDPOINTS: readonly Column[] = [
  { head: "ENDPOINT", align: "left" },
  { head: "PLACE", align: "left" },
  { head: "TIER", align: "left", expendable: 1 },
  { head: "ADDRESS", align: "left", expendable: 2 },
];

const GROUPS: readonly Column[] = [
  { head: "CLIENT GROUP", align: "left" },
  { head: "SHARE", align: "right" },
  { head: "OUT", unit: "GB/mo", align: "right", expendable: 2 },
  { head: "REQUESTS", unit: "/mo", align: "right", expendable: 3 },
  { head: "VANTAGES", align: "left", expendable: 1 },
];

/** Every service in a row. */
export function serviceListLines(services: readonly ServiceSummary[], page: Page): string[] {
  if (services.length === 0) {
    return sentenceLines("No service is declared yet. Next: isochrone service add FILE.", page);
  }
  const { rows, more } = shortened(services, page);
  return [...renderTable(LIST, rows.map(summaryRow), page).lines, ...more];
}

/** One service: where it stands, who its users are, what is wanted. */
export function serviceLines(file: ServiceFileShape, page: Page): string[] {
  const endpoints = shortened(file.endpoints, page);
  const groups = shortened(file.clientGroups, page);
  const endpointRows = endpoints.rows.map(({ id, place, tier, url }): Cell[] =>
    [id, place, tier ?? "primary", url].map((text) => ({ text })),
  );
  return [
    page.style.bold(`${file.label} (${file.id})`),
    ...waysIn(file).flatMap((line) => sentenceLines(line, page)),
    "",
    ...renderTable(ENDPOINTS, endpointRows, page).lines,
    ...endpoints.more,
    "",
    ...(file.clientGroups.length === 0
      ? ["No client groups: every vantage counts alike."]
      : renderTable(GROUPS, groups.rows.map(groupRow), page).lines),
    ...groups.more,
    ...wishes(file).flatMap((line) => ["", ...sentenceLines(line, page)]),
  ];
}

function summaryRow({ id, label, endpoints, clientGroups, entries, incumbent }: ServiceSummary) {
  return [
    { text: id },
    { text: label },
    { text: countText(endpoints) },
    { text: countText(clientGroups) },
    { text: ["direct" as const, ...entries].map(entryName).join(", ") },
    { text: incumbent === null ? "—" : entryName(incumbent) },
  ];
}

function groupRow({
  id,
  share,
  trafficPerMonth,
  vantages,
}: ServiceFileShape["clientGroups"][number]) {
  const quantity = (value: number | undefined) =>
    value === undefined ? "—" : countText(Math.round(value));
  return [
    { text: id },
    { text: share === undefined ? "—" : percentText(share, 1) },
    { text: quantity(trafficPerMonth?.gbOut) },
    { text: quantity(trafficPerMonth?.requests) },
    { text: namesText(vantages, 3) },
  ];
}

function waysIn({ entries, incumbent }: ServiceFileShape): string[] {
  const ways = [
    ...(entries.dns === undefined ? [] : [`${entryName("dns")} ${entries.dns.url}`]),
    ...(entries.accelerator === undefined
      ? []
      : [`${entryName("accelerator")} ${entries.accelerator.url}`]),
  ];
  const today =
    incumbent === undefined ? [] : [`Users come in by ${entryName(incumbent.entry)} today.`];
  return [ways.length === 0 ? "Ways in: direct only." : `Ways in: ${namesText(ways)}.`, ...today];
}

/** Objectives and constraints, as far as there are any. */
function wishes({ objectives, constraints }: ServiceFileShape): string[] {
  const { rtoS, rpoS, latency = [] } = objectives;
  const wanted = [
    ...(rtoS === undefined ? [] : [`recovery within ${rtoS} s`]),
    ...(rpoS === undefined ? [] : [`at most ${rpoS} s of writes lost`]),
    ...latency.map(
      ({ metric, statistic, atMostMs, groups }) =>
        `${metric} ${statistic} at most ${atMostMs} ms${groups === undefined ? "" : ` for ${namesText(groups)}`}`,
    ),
  ];
  const limits = Object.entries(constraints ?? {}).map(([name, value]) =>
    Array.isArray(value) && value.every((each) => typeof each === "string")
      ? `${name} ${value.join(", ")}`
      : typeof value === "object"
        ? `${name} (${Array.isArray(value) ? value.length : 1})`
        : `${name} ${String(value)}`,
  );
  return [
    ...(wanted.length === 0 ? [] : [`Wanted: ${wanted.join("; ")}.`]),
    ...(limits.length === 0 ? [] : [`Must hold: ${limits.join("; ")}.`]),
  ];
}
