import type { LaneResult, TimeFigure } from "../../contract/failover/failover-result.ts";
import { secondText } from "../wording/date.ts";
import { shareText } from "../wording/money.ts";
import { entryName } from "../wording/names.ts";
import { escapeMarkup } from "./escape-markup.ts";
import { endSentence, figureText, laneName, momentText, rangeText } from "./report-texts.ts";
import type { RunReport } from "./run-report.ts";

/** Nothing is loaded from anywhere: the page is read offline, and years later. */
const STYLE = `
:root { color-scheme: light dark; --line: #8886; --bar: #2f6fde; --late: #c4472b; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.lane { position: relative; min-width: 14rem; height: 1rem; background: #8882; }
.lane i { position: absolute; top: 0; bottom: 0; background: var(--bar); }
.lane i.late { background: var(--late); }
.lane b { position: absolute; top: -.2rem; bottom: -.2rem; border-left: 2px solid; }
code { overflow-wrap: anywhere; }`;

/** A run as a page of its own, for people who read or sign it. */
export function htmlReport(report: RunReport): string {
  const { status, runId, seal } = report;
  const title = `${runId}: ${status.plan.label}`;
  const body = [
    `<h1>${escapeMarkup(title)}</h1>`,
    `<p><strong>${escapeMarkup(endSentence(report))}</strong></p>`,
    reasons(report),
    facts(report),
    users(report),
    lanes(report),
    conditions(report),
    happened(report),
    `<p>Record of ${seal.seq + 1} lines, the last with the hash <code>${seal.hash}</code>. Plan <code>${report.planHash}</code>.</p>`,
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeMarkup(title)}</title>
<style>${STYLE}
</style>
${body.filter((part) => part !== "").join("\n")}
</html>
`;
}

function reasons({ status: { result } }: RunReport): string {
  const items = (result?.reasons ?? []).map(({ entry, text }) =>
    escapeMarkup(entry === null ? text : `${entryName(entry)}: ${text}`),
  );
  return items.length === 0 ? "" : `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;
}

function facts({ status, by }: RunReport): string {
  const { plan, approvedBy, injected, restored } = status;
  const { rtoS, attainmentRatio } = plan.hypothesis;
  const approved = approvedBy === null ? "" : `, approved by ${approvedBy}`;
  return table(
    [],
    [
      ["service", `${plan.service} (${plan.environment})`],
      ["failure", `${plan.endpoint}: ${plan.failureMode.replaceAll("_", " ")}`],
      ["shall hold", `${shareText(attainmentRatio)} of the users back within ${rtoS} s`],
      ["begun", `${secondText(status.begunAtMs)} UTC by ${by}${approved}`],
      ["failure in force", momentText(injected)],
      ["restored and verified", momentText(restored)],
    ].map((row) => row.map(escapeMarkup)),
  );
}

function users({ status: { result } }: RunReport): string {
  if (result === null || result.users.length === 0) return "";
  const rows = result.users.map((each) =>
    [
      entryName(each.entry),
      shareText(each.affectedRatio),
      ...[each.p50, each.p95, each.p99].map(figureText),
      rangeText(each.withinRtoRatio),
    ].map(escapeMarkup),
  );
  return section(
    "Users, from the failure until stable service",
    table(["way in", "affected", "p50", "p95", "p99", "within RTO"], rows),
  );
}

function lanes({ status: { result } }: RunReport): string {
  if (result === null || result.lanes.length === 0) return "";
  const ends = result.lanes.flatMap(({ stable }) => stable?.upperMs ?? stable?.lowerMs ?? []);
  const scaleMs = Math.max(result.rtoMs * 1.1, ...ends);
  const rows = result.lanes.map((lane) => [
    escapeMarkup(lane.vantage),
    escapeMarkup(laneName(lane)),
    escapeMarkup(lane.outcome.replaceAll("_", " ")),
    bar(lane, result.rtoMs, scaleMs),
    escapeMarkup(figureText(lane.stable)),
    escapeMarkup(`${lane.failed} of ${lane.sent}`),
  ]);
  const heads = ["vantage", "clients", "outcome", "until stable; line: RTO", "stable", "failed"];
  return section("Lanes", table(heads, rows));
}

/** From the failure to stable service, and where the recovery time ends. */
function bar({ stable }: Pick<LaneResult, "stable">, rtoMs: number, scaleMs: number): string {
  const percent = (ms: number) => ((100 * ms) / scaleMs).toFixed(2);
  const mark = `<b style="left:${percent(rtoMs)}%" title="RTO"></b>`;
  if (stable === null) return `<div class="lane">${mark}</div>`;
  const late = isLate(stable, rtoMs) ? ' class="late"' : "";
  const width = percent(stable.upperMs ?? scaleMs);
  return `<div class="lane" title="${escapeMarkup(figureText(stable))}"><i${late} style="left:0;width:${width}%"></i>${mark}</div>`;
}

function isLate({ upperMs }: TimeFigure, rtoMs: number): boolean {
  return upperMs === null || upperMs > rtoMs;
}

function conditions({ preflight }: RunReport): string {
  if (preflight.length === 0) return "";
  const rows = preflight.map(({ check, verdict, reason }) =>
    [check.replaceAll("_", " "), verdict, reason].map(escapeMarkup),
  );
  return section("Conditions before the start", table(["condition", "verdict", "why"], rows));
}

function happened({ timeline }: RunReport): string {
  const rows = timeline.map(({ atMs, text }) => [`${secondText(atMs)} UTC`, escapeMarkup(text)]);
  return section("What happened", table([], rows));
}

function section(title: string, body: string): string {
  return `<h2>${title}</h2>\n${body}`;
}

/** Of cells that are markup already. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head =
    heads.length === 0 ? "" : `<tr>${heads.map((text) => `<th>${text}</th>`).join("")}</tr>\n`;
  const lines = rows.map((row) => `<tr>${row.map((text) => `<td>${text}</td>`).join("")}</tr>`);
  return `<div class="wide"><table>\n${head}${lines.join("\n")}\n</table></div>`;
}
