import type { Recommendation } from "../../../controller/contract/recommendation.ts";
import { SCHEMA_VERSION } from "../../../controller/contract/schema.ts";
import type { Status } from "../../../controller/contract/status.ts";

/** What a limited run (`--for`) ends with; printed as it stands with `--json`. */
export interface Summary {
  schemaVersion: string;
  /** False exactly when the exit status is not 0. */
  ok: boolean;
  /** 3 stands for "nothing can be said" in every command. */
  exitStatus: 0 | 3;
  /** True when at least one attempt was answered. */
  measured: boolean;
  sent: number;
  lost: number;
  failed: number;
  vantagesMeasuring: string[];
  vantagesSilent: string[];
  status: { verdict: Status["verdict"]; sentence: string };
  recommendations: {
    id: string;
    service: string;
    outcome: Recommendation["outcome"];
    /** What it stands on: measurements, or the history that the lab made up. */
    source: Recommendation["evidence"]["source"];
    sentence: string;
    soFar: string | null;
  }[];
  dataDir: string;
}

export function summarise(
  status: Status,
  recommendations: readonly Recommendation[],
  dataDir: string,
): Summary {
  const measured = status.sent > status.lost + status.failed;
  const measuring = status.vantages.filter((vantage) => vantage.probe === "measuring");
  return {
    schemaVersion: SCHEMA_VERSION,
    ok: measured,
    exitStatus: measured ? 0 : 3,
    measured,
    sent: status.sent,
    lost: status.lost,
    failed: status.failed,
    vantagesMeasuring: measuring.map((vantage) => vantage.id),
    vantagesSilent: status.vantages
      .filter((vantage) => vantage.probe !== "measuring")
      .map((vantage) => vantage.id),
    status: { verdict: status.verdict, sentence: status.sentence },
    recommendations: recommendations.map((recommendation) => ({
      id: recommendation.id,
      service: recommendation.service,
      outcome: recommendation.outcome,
      source: recommendation.evidence.source,
      sentence: recommendation.sentence,
      soFar: recommendation.soFar?.sentence ?? null,
    })),
    dataDir,
  };
}

/** The summary for people: the verdict first, one fact a line. */
export function formatSummary(summary: Summary): string {
  const vantages = summary.vantagesMeasuring.length + summary.vantagesSilent.length;
  const unanswered = summary.lost + summary.failed;
  return [
    summary.status.sentence,
    ...(summary.recommendations.length === 0 ? ["No recommendation has been made yet."] : []),
    ...summary.recommendations.flatMap((advice) => [
      `${advice.id} ${advice.service}${advice.source === "simulated" ? " (simulated)" : ""}: ${advice.sentence}`,
      ...(advice.soFar === null ? [] : [`  so far: ${advice.soFar}`]),
    ]),
    "",
    summary.measured
      ? `Measured: ${count(summary.sent)} attempts, ${count(unanswered)} without an answer (${count(summary.lost)} lost, ${count(summary.failed)} failed).`
      : `Nothing was measured: ${count(summary.sent)} attempts, none answered.`,
    `Vantages: ${summary.vantagesMeasuring.length} of ${vantages} measuring${silentList(summary)}.`,
    `Data stays in ${summary.dataDir}; the next start goes on with it.`,
  ].join("\n");
}

function silentList(summary: Summary): string {
  if (summary.vantagesSilent.length === 0) return "";
  const shown = summary.vantagesSilent.slice(0, 5);
  const more = summary.vantagesSilent.length - shown.length;
  return `; silent: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Thousands apart by commas, whatever the machine's language. */
function count(value: number): string {
  return value.toLocaleString("en-US");
}
