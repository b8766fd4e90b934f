import { secondText } from "../wording/date.ts";
import { shareText } from "../wording/money.ts";
import { entryName } from "../wording/names.ts";
import { endSentence, figureText, laneName, momentText, rangeText } from "./report-texts.ts";
import type { RunReport } from "./run-report.ts";

/** A run as Markdown (CommonMark with the tables of GitHub), for tickets and repositories. */
export function markdownReport(report: RunReport): string {
  const { status, runId } = report;
  return `${[
    `# ${runId}: ${status.plan.label}`,
    endSentence(report),
    ...reasons(report),
    facts(report),
    ...section("Users", usersTable(report)),
    ...section("Lanes", lanesTable(report)),
    ...section("Prediction and what came", predictionTable(report)),
    ...section("Conditions before the start", preflightTable(report)),
    ...section("What happened", timeline(report)),
    `Record of ${report.seal.seq + 1} lines, the last with the hash \`${report.seal.hash}\`. Plan \`${report.planHash}\`.`,
  ].join("\n\n")}\n`;
}

function reasons({ status: { result } }: RunReport): string[] {
  if (result === null) return [];
  return [
    result.reasons
      .map(({ text, entry }) => `- ${entry === null ? "" : `${entryName(entry)}: `}${text}`)
      .join("\n"),
  ];
}

function facts({ status, by }: RunReport): string {
  const { plan, injected, restored, approvedBy } = status;
  const { rtoS, rpoS, attainmentRatio } = plan.hypothesis;
  return table(
    ["what", ""],
    [
      ["service", `${plan.service} (${plan.environment})`],
      [
        "failure",
        `${plan.endpoint}: ${plan.failureMode.replaceAll("_", " ")}, by ${plan.injector.kind.replaceAll("_", " ")}`,
      ],
      [
        "shall hold",
        `${shareText(attainmentRatio)} of the users back within ${rtoS} s${rpoS === undefined ? "" : `, at most ${rpoS} s of writes lost`}`,
      ],
      [
        "begun",
        `${secondText(status.begunAtMs)} UTC by ${by}${approvedBy === null ? "" : `, approved by ${approvedBy}`}`,
      ],
      ["failure in force", momentText(injected)],
      ["restored and verified", momentText(restored)],
      ["writes lost", figureText(status.result?.lostWrites.staleness ?? null)],
    ],
  );
}

function usersTable({ status: { result } }: RunReport): string | null {
  if (result === null || result.users.length === 0) return null;
  return table(
    ["way in", "known of", "affected", "p50", "p95", "p99", "within RTO", "requests failed"],
    result.users.map((users) => [
      entryName(users.entry),
      shareText(users.coverageRatio),
      shareText(users.affectedRatio),
      figureText(users.p50),
      figureText(users.p95),
      figureText(users.p99),
      rangeText(users.withinRtoRatio),
      users.failedRatio === null ? "—" : shareText(users.failedRatio),
    ]),
  );
}

function lanesTable({ status: { result } }: RunReport): string | null {
  if (result === null || result.lanes.length === 0) return null;
  return table(
    [
      "vantage",
      "clients",
      "outcome",
      "detect",
      "steer",
      "stable",
      "outage",
      "failed of sent",
      "resolution",
    ],
    result.lanes.map((lane) => [
      lane.vantage,
      laneName(lane),
      lane.outcome.replaceAll("_", " "),
      figureText(lane.detect),
      figureText(lane.steer),
      figureText(lane.stable),
      figureText(lane.outage),
      `${lane.failed} of ${lane.sent}`,
      `${lane.resolutionMs} ms`,
    ]),
  );
}

function predictionTable({ status: { result } }: RunReport): string | null {
  if (result === null || result.predictions.length === 0) return null;
  return table(
    ["way in", "written down", "p50 said", "p95 said", "p50 error", "p95 error"],
    result.predictions.map(({ entry, registeredAtMs, p50Ms, p95Ms }) => {
      const error = result.predictionErrors.find((each) => each.entry === entry);
      return [
        entryName(entry),
        `${secondText(registeredAtMs)} UTC`,
        figureText({ lowerMs: p50Ms, upperMs: p50Ms }),
        figureText({ lowerMs: p95Ms, upperMs: p95Ms }),
        errorText(error?.p50ErrorMs ?? null),
        errorText(error?.p95ErrorMs ?? null),
      ];
    }),
  );
}

function errorText(ms: number | null): string {
  if (ms === null) return "—";
  return `${ms < 0 ? "−" : "+"}${(Math.abs(ms) / 1_000).toFixed(1)} s`;
}

function preflightTable({ preflight }: RunReport): string | null {
  if (preflight.length === 0) return null;
  return table(
    ["condition", "verdict", "why"],
    preflight.map(({ check, verdict, reason }) => [check.replaceAll("_", " "), verdict, reason]),
  );
}

function timeline({ timeline: all }: RunReport): string {
  return all.map(({ atMs, text }) => `- ${secondText(atMs)} UTC: ${inLine(text)}`).join("\n");
}

function section(title: string, body: string | null): string[] {
  return body === null ? [] : [`## ${title}`, body];
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cellText).join(" | ")} |`;
  return [line(heads), `|${heads.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}

/** What people wrote must not begin another cell or another line. */
function cellText(text: string): string {
  return inLine(text).replaceAll("|", "\\|");
}

function inLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}
