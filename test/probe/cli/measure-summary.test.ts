import { describe, expect, it } from "vitest";
import { exitCodeOf, MeasureSummarizer } from "../../../probe/cli/measure-summary.ts";
import type { Outcome } from "../../../probe/measure/outcome.ts";

const answer = (rttUs: number, uncertaintyUs = 0): Outcome => ({
  kind: "answer",
  rttUs,
  uncertaintyUs,
  tainted: uncertaintyUs > 1_000,
  phasesUs: { response: rttUs },
  servedBy: null,
  address: "192.0.2.1",
  answers: [],
});

const lostAttempt: Outcome = { kind: "lost", detail: "no answer" };

function summarize(outcomes: Outcome[]) {
  const summarizer = new MeasureSummarizer("usual");
  for (const [index, outcome] of outcomes.entries()) {
    summarizer.add({ seq: index + 1, atMs: index * 100, outcome });
  }
  return summarizer.summary();
}

describe("probe/cli/measure-summary", () => {
  it.each([
    [5, [false, false, false]],
    [6, [true, false, false]],
    [28, [true, false, false]],
    [29, [true, true, false]],
    [298, [true, true, false]],
    [299, [true, true, true]],
  ])("gives percentiles of %i values only where they mean something", (count, expected) => {
    const { p50Us, p90Us, p99Us } = summarize(Array.from({ length: count }, () => answer(1_000)));
    expect([p50Us, p90Us, p99Us].map((value) => value !== null)).toEqual(expected);
  });

  it("leaves tainted values out and still counts them as answered", () => {
    const summary = summarize([answer(1_000), answer(90_000, 80_000)]);
    expect(summary).toMatchObject({ sent: 2, ok: 2, tainted: 1, minUs: 1_000, maxUs: 1_000 });
    expect(summary.uncertaintyP99Us).toBe(80_000);
    expect(exitCodeOf(summary)).toBe(0);
  });

  it("says whose clock it was, and what was done to be woken in time", () => {
    const kernel: Outcome = { ...answer(1_000), clock: "kernel" } as Outcome;
    const clockOf = (outcomes: Outcome[]) => summarize(outcomes).clock;
    expect(clockOf([answer(1_000)])).toBe("user");
    expect(clockOf([kernel, lostAttempt])).toBe("kernel");
    expect(clockOf([kernel, answer(1_000)])).toBe("mixed");
    expect(clockOf([lostAttempt])).toBeNull();
    expect(new MeasureSummarizer("realtime").summary().priority).toBe("realtime");
  });

  it("counts late replies apart from losses", () => {
    const summarizer = new MeasureSummarizer("usual");
    for (const seq of [1, 2, 3]) summarizer.add({ seq, atMs: seq, outcome: lostAttempt });
    const summary = summarizer.summary({ late: 2, lostOut: 1, lostBack: 0 });
    expect(summary.oneWay).toBeNull();
    expect(summary).toMatchObject({ sent: 3, ok: 0, lost: 1, late: 2, lostOut: 1, lostBack: 0 });
    expect(exitCodeOf(summary)).toBe(3);
  });

  it("says with its exit code whether all, some or none were answered", () => {
    const lost: Outcome = { kind: "lost", detail: "no answer" };
    const failed: Outcome = { kind: "failure", failure: "reset", detail: "reset" };
    expect(exitCodeOf(summarize([answer(1), lost]))).toBe(2);
    expect(exitCodeOf(summarize([lost, failed]))).toBe(3);
    expect(summarize([lost, failed])).toMatchObject({
      lost: 1,
      failed: 1,
      minUs: null,
      p50Us: null,
    });
    expect(exitCodeOf(summarize([]))).toBe(3);
  });
});
