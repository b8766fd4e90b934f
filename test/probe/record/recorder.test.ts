import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Contribution } from "../../../probe/contract/batch.ts";
import { FailureClass } from "../../../probe/contract/failure.ts";
import { countInBins } from "../../../probe/contract/histogram.ts";
import type { Outcome } from "../../../probe/measure/outcome.ts";
import { Recorder } from "../../../probe/record/recorder.ts";

const series = { service: "shop", entry: "dns", endpoint: null, metric: "echo_rtt" } as const;
const START_MS = 1_790_000_000_000 - (1_790_000_000_000 % 60_000);

const answer = (rttUs: number, tainted = false, servedBy: string | null = null): Outcome => ({
  kind: "answer",
  rttUs,
  uncertaintyUs: tainted ? 2_000 : 0,
  tainted,
  phasesUs: {},
  servedBy,
  address: "192.0.2.1",
  answers: [],
});

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 100_000_000 }), fc.boolean())
    .map(([rttUs, tainted]) => answer(rttUs, tainted, "eu-west-1")),
  fc.constant<Outcome>({ kind: "lost", detail: "" }),
  fc
    .constantFrom(...FailureClass.options)
    .map((failure): Outcome => ({ kind: "failure", failure, detail: "" })),
);

describe("probe/record/recorder", () => {
  test.prop([fc.array(fc.tuple(fc.nat(200_000), outcome), { maxLength: 200 }), fc.nat(5)])(
    "explains every attempt once, in contributions that the contract accepts",
    (attempts, skips) => {
      const recorder = new Recorder();
      for (const [offsetMs, result] of attempts)
        recorder.record(series, START_MS + offsetMs, result);
      if (skips > 0) recorder.countSkipped(series, START_MS, skips);
      const contributions = recorder.close();
      for (const contribution of contributions) Contribution.parse(contribution);
      const total = (read: (of: Contribution) => number) =>
        contributions.reduce((sum, of) => sum + read(of), 0);
      expect(total(({ sent }) => sent)).toBe(attempts.length);
      expect(total(({ skipped }) => skipped)).toBe(skips);
      const values = attempts.filter(([, of]) => of.kind === "answer" && !of.tainted);
      expect(total(({ bins }) => countInBins(bins))).toBe(values.length);
      expect(recorder.close()).toEqual([]);
    },
  );

  it("puts an attempt into the minute in which it was started", () => {
    const recorder = new Recorder();
    recorder.record(series, START_MS + 59_999, answer(1_000));
    recorder.record(series, START_MS + 60_000, answer(2_000));
    expect(recorder.close().map(({ minuteMs, minUs }) => [minuteMs - START_MS, minUs])).toEqual([
      [0, 1_000],
      [60_000, 2_000],
    ]);
  });

  it("keeps exact extremes, who served, and no value of a tainted sample", () => {
    const recorder = new Recorder();
    recorder.record(series, START_MS, answer(1_234, false, "eu-west-1"));
    recorder.record(series, START_MS + 5, answer(98_765, false, "us-east-1"));
    recorder.record(series, START_MS + 9, answer(1, true, "us-east-1"));
    expect(recorder.close()).toMatchObject([
      {
        sent: 3,
        tainted: 1,
        minUs: 1_234,
        maxUs: 98_765,
        lastAtMs: START_MS + 9,
        servedBy: { "eu-west-1": 1, "us-east-1": 2 },
      },
    ]);
  });
});
