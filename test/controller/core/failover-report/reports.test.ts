import { fc, test } from "@fast-check/vitest";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import type { RunEvent } from "../../../../controller/contract/failover/failover-record.ts";
import { csvReport } from "../../../../controller/core/failover-report/csv-report.ts";
import { escapeMarkup } from "../../../../controller/core/failover-report/escape-markup.ts";
import { htmlReport } from "../../../../controller/core/failover-report/html-report.ts";
import { junitReport } from "../../../../controller/core/failover-report/junit-report.ts";
import { markdownReport } from "../../../../controller/core/failover-report/markdown-report.ts";
import { figureText } from "../../../../controller/core/failover-report/report-texts.ts";
import { runReport } from "../../../../controller/core/failover-report/run-report.ts";
import { CARRIED_OUT, RESULT, recordOf } from "./sample-record.ts";

const report = (events: readonly RunEvent[], label?: string) => runReport(recordOf(events, label));
const WHOLE = report(CARRIED_OUT);
const PREFLIGHT: RunEvent = {
  kind: "preflight_checked",
  rows: [{ check: "clocks", verdict: "unknown", reason: "fra tells none" }],
};
const ABORTED = report([
  ...CARRIED_OUT.slice(0, 5),
  { kind: "abort", by: "bo", reason: "sale" },
  ...CARRIED_OUT.slice(6, 8),
  { kind: "score_failed", reason: "ended before its time" },
]);

describe("controller/core/failover-report/run-report", () => {
  it("tells what happened in the order of time, without what is of no interest", () => {
    expect(WHOLE.timeline.map(({ text }) => text)).toEqual([
      "begun by ana",
      "1 condition looked at, all hold",
      "prediction written down",
      "all was steady",
      "dead man's timer armed",
      "failure in force",
      "enough was seen",
      "everything was put back",
      "verified that everything is as it was",
      "scored: pass",
    ]);
    expect(WHOLE.seal.seq).toBe(10);
    expect(() => runReport({ ...recordOf([]), entries: [] })).toThrow(/does not begin/);
  });
});

describe("controller/core/failover-report/report-texts", () => {
  it.each([
    [{ lowerMs: 60_000, upperMs: 62_000 }, "60.0–62.0 s"],
    [{ lowerMs: 61_990, upperMs: 62_000 }, "62.0 s"],
    [{ lowerMs: 58_000, upperMs: null }, "> 58.0 s"],
    [null, "—"],
  ])("writes %j as %s", (figure, text) => {
    expect(figureText(figure)).toBe(text);
  });
});

describe("controller/core/failover-report/markdown-report", () => {
  it("holds everything that a reader signs", () => {
    const text = markdownReport(WHOLE);
    expect(text).toContain("# run-0007: Dublin is lost\n\nThe test was carried out: pass.");
    expect(text).toContain("| failure in force | 2026-12-01 02:35:12 UTC (known within 40 ms) |");
    expect(text).toContain("| fra | Route 53, fresh | recovered | — | 60.0–62.0 s | 60.0–62.0 s |");
    expect(text).toContain(
      "| Route 53 | 2026-12-01 02:30:12 UTC | 65.0 s | 90.0 s | −3.0 s | +1.5 s |",
    );
    expect(text).toContain("| clocks | pass | fra 2 ms, nyc 4 ms |");
    expect(text).toContain(`the last with the hash \`${WHOLE.seal.hash}\``);
  });

  it.each<[string, readonly RunEvent[], string]>([
    ["refused", [PREFLIGHT], "The run never began: clocks (unknown): fra tells none."],
    ["going on", CARRIED_OUT.slice(0, 3), "The run goes on; it stands at inject."],
  ])("is written of a run that is %s", (_, events, sentence) => {
    expect(markdownReport(report(events))).toContain(sentence);
  });

  it("is written of a run that was ended", () => {
    expect(markdownReport(ABORTED)).toContain(
      "The run was ended before its time: bo ended it: sale.",
    );
  });

  test.prop([fc.string()])("keeps its tables whole, whatever people write", (reason) => {
    fc.pre(reason.length > 0);
    const rows = [{ check: "clocks", verdict: "fail", reason }] as const;
    const lines = markdownReport(report([{ kind: "preflight_checked", rows: [...rows] }]))
      .split("\n")
      .filter((line) => line.startsWith("| clocks |"));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.replaceAll("\\|", "").split("|")).toHaveLength(5);
  });
});

describe("controller/core/failover-report/junit-report", () => {
  it("has a case for each finding and for the way back", () => {
    const text = junitReport(WHOLE);
    expect(text).toContain('tests="3" failures="0" errors="0" skipped="0" time="');
    expect(text).toContain('timestamp="2026-12-01T02:30:12"');
    expect(text).toContain('classname="failover.shop.run-0007" name="within rto (Route 53)"/>');
    expect(text).toContain('name="restored and verified"/>');
  });

  it("fails what was missed, and calls what was not carried out an error", () => {
    const missed = { ...RESULT, verdict: "fail" as const };
    const reasons = [{ code: "beyond_rto" as const, entry: "dns" as const, text: "p95 > 120 s" }];
    const events = CARRIED_OUT.map((event) =>
      event.kind === "scored" ? { ...event, result: { ...missed, reasons } } : event,
    );
    expect(junitReport(report(events))).toContain('<failure message="p95 &gt; 120 s"/></testcase>');
    expect(junitReport(ABORTED)).toContain('failures="0" errors="1" skipped="0"');
    const refused = junitReport(report([PREFLIGHT]));
    expect(refused).toContain('errors="1" skipped="1"');
    expect(refused).toContain("nothing was made to fail");
  });
});

describe("controller/core/failover-report/csv-report", () => {
  it("has a row for each lane, with bounds, and nothing where nothing is known", () => {
    const rows = parse(csvReport(WHOLE), { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({ run: "run-0007", vantage: "fra", stableUpperMs: "62000" });
    expect(rows[1]).toMatchObject({ outcome: "unaffected", stableLowerMs: "", stableUpperMs: "" });
    expect(rows[2]).toMatchObject({ stableLowerMs: "150000", stableUpperMs: "" });
    expect(csvReport(ABORTED).trimEnd().split("\r\n")).toHaveLength(1);
  });
});

describe("controller/core/failover-report/html-report", () => {
  it("draws each lane against the recovery time, and says what is late", () => {
    const text = htmlReport(WHOLE);
    expect(text.match(/<div class="lane"/g)).toHaveLength(3);
    expect(text.match(/class="late"/g)).toHaveLength(1);
    expect(text).not.toMatch(/https?:\/\/|<script/);
    expect(htmlReport(ABORTED)).not.toContain("<h2>Lanes");
  });

  test.prop([fc.string()])("shows what people write as they wrote it", (label) => {
    fc.pre(label.length > 0);
    const text = htmlReport(report([], label));
    expect(text).toContain(`<title>${escapeMarkup(`run-0007: ${label}`)}</title>`);
    expect(escapeMarkup(label)).not.toMatch(/[<>"']/);
  });
});
