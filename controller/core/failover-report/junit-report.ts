import { secondText } from "../wording/date.ts";
import { entryName } from "../wording/names.ts";
import { escapeMarkup } from "./escape-markup.ts";
import { endSentence } from "./report-texts.ts";
import type { RunReport } from "./run-report.ts";

/** One thing that shall hold. `error`: it could not be tried. `skipped`: nothing tells. */
type TestCase = {
  readonly name: string;
  readonly outcome: "pass" | "failure" | "error" | "skipped";
  readonly message: string;
};

const FAILED: ReadonlySet<string> = new Set(["beyond_rto", "rpo_missed", "mis_routed"]);
const PASSED: ReadonlySet<string> = new Set(["within_rto", "rpo_met"]);

/**
 * A run in the XML of JUnit, which build servers read: a case for every finding, and one for the way back.
 * A run that was not carried out is an error, one that cannot tell is skipped.
 */
export function junitReport(report: RunReport): string {
  const { status, runId } = report;
  const cases = [carriedOut(report), ...findings(report), wayBack(report)];
  const count = (outcome: TestCase["outcome"]) =>
    cases.filter((each) => each.outcome === outcome).length;
  const seconds = ((status.enteredAtMs - status.begunAtMs) / 1_000).toFixed(3);
  const attributes = [
    `name="${escapeMarkup(`isochrone failover ${status.plan.id}`)}"`,
    `tests="${cases.length}" failures="${count("failure")}" errors="${count("error")}" skipped="${count("skipped")}"`,
    `time="${seconds}" timestamp="${secondText(status.begunAtMs).replace(" ", "T")}"`,
  ].join(" ");
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite ${attributes}>`,
    ...cases.map((each) => caseText(each, `failover.${status.plan.service}.${runId}`)),
    "</testsuite>",
    "",
  ].join("\n");
}

function carriedOut(report: RunReport): TestCase {
  const { end, isOver } = report.status;
  const isDone = isOver && (end === "completed" || end === "inconclusive");
  return { name: "carried out", outcome: isDone ? "pass" : "error", message: endSentence(report) };
}

function findings({ status: { result } }: RunReport): TestCase[] {
  if (result === null) return [];
  return result.reasons.map(({ code, entry, text }) => ({
    name: `${code.replaceAll("_", " ")}${entry === null ? "" : ` (${entryName(entry)})`}`,
    outcome: FAILED.has(code) ? "failure" : PASSED.has(code) ? "pass" : "skipped",
    message: text,
  }));
}

function wayBack({ status: { injected, deadlineAtMs, restored } }: RunReport): TestCase {
  const name = "restored and verified";
  if (injected === null && deadlineAtMs === null) {
    return { name, outcome: "skipped", message: "nothing was made to fail" };
  }
  return restored === null
    ? { name, outcome: "failure", message: "it was not verified that everything is as it was" }
    : { name, outcome: "pass", message: "" };
}

function caseText({ name, outcome, message }: TestCase, className: string): string {
  const head = `  <testcase classname="${escapeMarkup(className)}" name="${escapeMarkup(name)}"`;
  if (outcome === "pass") return `${head}/>`;
  return `${head}><${outcome} message="${escapeMarkup(message)}"/></testcase>`;
}
