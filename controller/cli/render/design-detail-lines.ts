import type { AdvisedDesign, DesignScore } from "../../contract/advised-design.ts";
import type { NumberBasis } from "../../contract/number-basis.ts";
import { countedText, percentText } from "../../core/wording/count.ts";
import { millisecondsText } from "../../core/wording/latency.ts";
import { entryName } from "../../core/wording/names.ts";
import { cutText } from "./cut-text.ts";
import {
  attainmentText,
  basisMark,
  costText,
  rangeText,
  recoveryText,
  STANDING,
  UNKNOWN,
} from "./design-words.ts";
import { itemLines } from "./item-lines.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { type Cell, type Column, renderTable } from "./table.ts";

const GROUP_COLUMNS: readonly Column[] = [
  { head: "CLIENT GROUP", align: "left" },
  { head: "USERS", unit: "%", align: "right", expendable: 1 },
  { head: "SERVED BY", align: "left" },
  { head: "P50", unit: "ms", align: "right" },
  { head: "P95", unit: "ms", align: "right", expendable: 0 },
];

/** What a row needs beside the names of those who serve. */
const OTHER_COLUMNS = 36;

/** Every design by itself: what became of it, all reasons with their codes, and the numbers behind. */
export function designDetailLines(designs: readonly AdvisedDesign[], page: Page): string[] {
  return designs.flatMap((design) => ["", ...detailLines(design, page)]);
}

function detailLines(design: AdvisedDesign, page: Page): string[] {
  const { name, label, standing, isIncumbent, reasons, groups } = design;
  const told = label === name ? "" : ` (${label})`;
  const use = isIncumbent ? ", in use" : "";
  return [
    ...sentenceLines(`${name}${told}: ${STANDING[standing]}${use}`, page).map(page.style.bold),
    ...reasons.flatMap(({ code, text }) => itemLines(`${text} (${code})`, page)),
    ...numberTexts(design).flatMap((text) => itemLines(text, page)),
    ...(groups.length === 0 ? [] : groupLines(groups, page)),
  ];
}

function numberTexts({ score, settings }: AdvisedDesign): string[] {
  if (score === null) return ["no numbers: see the reasons"];
  const { costMissing, coverage, components } = score;
  const cost = score.usdPerMonth === null ? "cost not known" : `${costText(score)} USD a month`;
  const missing = costMissing.length === 0 ? "" : `, without ${costMissing.join(", ")}`;
  return [
    `${latencyText("p50", score)}, ${latencyText("p95", score)}, ${percentText(coverage, 1)} of the users measured`,
    failoverText(score),
    `${cost}${missing}; ${countedText(components, "part")} to run`,
    ...(settings === null
      ? []
      : [
          `TTL ${settings.ttlS} s, health checks every ${settings.intervalS} s, down after ${settings.failureThreshold} that fail`,
        ]),
  ];
}

function latencyText(which: "p50" | "p95", score: DesignScore): string {
  const range = score[which];
  if (range === null) return `${which} not measured`;
  const { latencyBasis } = score;
  return `${which} ${rangeText(range, latencyBasis)} ms (${BASIS[latencyBasis]})`;
}

function failoverText(score: DesignScore): string {
  const { p95S, attainment, basis, runs } = score.failover;
  const source = basis === "measured" ? `measured in ${countedText(runs, "run")}` : BASIS[basis];
  const back =
    p95S === null
      ? "not all users are back while an endpoint fails"
      : `95 % of the users back after ${recoveryText(score)} s`;
  const inTime = attainment === null ? "" : `, ${attainmentText(score)} % in time`;
  return `${back}${inTime} (${source})`;
}

const BASIS: Record<NumberBasis, string> = {
  measured: "measured",
  measured_elsewhere: "measured elsewhere",
  modelled: "modelled",
  assumed: "assumed",
};

function groupLines(groups: AdvisedDesign["groups"], page: Page): string[] {
  const rows = groups.map(({ group, weight, served, p50Us, p95Us, basis }): Cell[] => {
    const time = (us: number | null) => ({
      text: us === null ? UNKNOWN : `${basisMark(basis)}${millisecondsText(us)}`,
    });
    return [
      { text: group },
      { text: percentText(weight, 1).replace(" %", "") },
      {
        text: cutText(servedText(served), Math.max(20, page.columns - OTHER_COLUMNS)),
        paint: page.style.dim,
      },
      time(p50Us),
      time(p95Us),
    ];
  });
  return renderTable(GROUP_COLUMNS, rows, page).lines;
}

function servedText(served: AdvisedDesign["groups"][number]["served"]): string {
  if (served.length === 0) return "nobody, as far as is known";
  return served
    .map(({ entry, endpoint, share }) => {
      const part = share > 0.9995 ? "" : ` ${percentText(share, 1)}`;
      return `${endpoint} by ${entryName(entry)}${part}`;
    })
    .join(", ");
}
