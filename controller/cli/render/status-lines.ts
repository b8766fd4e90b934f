import type { Status, VantageStatus, Verdict } from "../../contract/status.ts";
import { isBehind } from "../../core/verdict/probe-state.ts";
import { countText, percentText } from "../../core/wording/count.ts";
import type { Page, Style } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { shortened } from "./shortened.ts";
import { type Cell, type Column, renderTable } from "./table.ts";
import { agoText } from "./time-text.ts";

const COLUMNS: readonly Column[] = [
  { head: "VANTAGE", align: "left" },
  { head: "PLACE", align: "left", expendable: 2 },
  { head: "KIND", align: "left", expendable: 1 },
  { head: "PROBE", align: "left" },
  { head: "HEARD", align: "right" },
  { head: "VERSION", align: "right", expendable: 3 },
];

const VERDICT_STYLE: Record<Verdict, keyof Style> = {
  outage: "red",
  degraded: "yellow",
  "cannot-tell": "cyan",
  healthy: "green",
  starting: "cyan",
};

/** Worst first. */
const PROBE_ORDER: readonly VantageStatus["probe"][] = ["silent", "new", "measuring"];

/** The verdict, how complete the picture is, and every vantage's probe. */
export function statusLines(status: Status, page: Page): string[] {
  const [first = "", ...others] = sentenceLines(status.sentence, page);
  const paint = page.style[VERDICT_STYLE[status.verdict]];
  const vantages = [...status.vantages].sort(
    (a, b) => PROBE_ORDER.indexOf(a.probe) - PROBE_ORDER.indexOf(b.probe),
  );
  const { rows, more } = shortened(vantages, page);
  const table = renderTable(
    COLUMNS,
    rows.map((vantage) => vantageRow(vantage, page)),
    page,
  );
  return [
    first.replace(/^[^.:]*?(?=[.]| for )/, (word) => page.style.bold(paint(word))),
    ...others,
    ...troubleLines(status, page),
    "",
    ...pictureLines(status, page),
    "",
    ...table.lines,
    ...more,
  ];
}

/** The controller's own trouble, which is no fault of what is measured. */
function troubleLines({ trouble }: Status, page: Page): string[] {
  if (trouble === undefined || trouble === null) return [];
  const lines = sentenceLines(`${trouble.sentence} ${trouble.mend}`, page);
  return ["", ...lines.map((line) => page.style.red(line))];
}

function pictureLines(status: Status, page: Page): string[] {
  const { environment, vantages, seriesMeasured, seriesAssigned } = status;
  const measuring = vantages.filter(({ probe }) => probe === "measuring").length;
  const parts = [
    environment.name,
    `${measuring} of ${vantages.length} probes measuring`,
    `${countText(seriesMeasured)} of ${countText(seriesAssigned)} series`,
    status.newestAtMs === null
      ? "no measurement yet"
      : `newest ${agoText(status.newestAtMs, status.atMs)}`,
  ];
  const note = environment.note === "" ? [] : sentenceLines(environment.note, page);
  return [...sentenceLines(parts.join(" · "), page), ...note.map((line) => page.style.dim(line))];
}

/** A probe that falls behind is told with the share of its attempts that it does start. */
function probeCell(vantage: VantageStatus, { yellow }: Style): Cell {
  const { probe, runRatio = 1 } = vantage;
  if (probe !== "measuring") return { text: `⌀ ${probe}`, paint: yellow };
  if (!isBehind(vantage)) return { text: probe };
  return { text: `${probe} ${percentText(Math.floor(runRatio * 100), 100)}`, paint: yellow };
}

function vantageRow(vantage: VantageStatus, { style, nowMs }: Page): Cell[] {
  const { id, label, kind, newestBatchAtMs, version } = vantage;
  return [
    { text: id },
    { text: label, paint: style.dim },
    { text: kind, paint: style.dim },
    probeCell(vantage, style),
    { text: agoText(newestBatchAtMs, nowMs) },
    { text: version ?? "—" },
  ];
}
