import { describe, expect, it } from "vitest";
import { JSON_OUTPUT, textOutput } from "../../../probe/cli/measure-output.ts";
import type { MeasureSummary } from "../../../probe/cli/measure-summary.ts";
import type { LookupDetails, Outcome } from "../../../probe/measure/outcome.ts";

const plain = { red: same, yellow: same, dim: same };
function same(text: string): string {
  return text;
}
const text = textOutput("http://app.example/", plain);
const sample = (outcome: Outcome) => ({ seq: 3, atMs: 1_000, outcome });
const answer: Outcome = {
  kind: "answer",
  rttUs: 12_345,
  uncertaintyUs: 0,
  tainted: false,
  phasesUs: { connect: 2_345, response: 10_000 },
  servedBy: "eu-west-1",
  address: "192.0.2.1",
  answers: [],
};
const summary: MeasureSummary = {
  type: "summary",
  clock: "user",
  priority: "realtime",
  sent: 8,
  ok: 7,
  lost: 1,
  failed: 0,
  tainted: 0,
  skipped: 0,
  minUs: 1_000,
  p50Us: 2_000,
  p90Us: null,
  p99Us: null,
  maxUs: 250_000,
  uncertaintyP99Us: 0,
  outages: [
    {
      fromSeq: 4,
      firstFailureAtMs: 0,
      firstSuccessAfterAtMs: 1_500,
      lengthMs: 1_500,
      uncertaintyMs: 120,
    },
  ],
};

describe("probe/cli/measure-output", () => {
  it("writes a line per attempt", () => {
    expect(text.sample(sample(answer))).toEqual([
      "seq=3 from 192.0.2.1: time=12.35 ms connect=2.35 response=10.00 served_by=eu-west-1",
    ]);
    const named = { ...answer, phasesUs: { resolve: 1_234, ...answer.phasesUs } };
    expect(text.sample(sample(named))).toEqual([
      "seq=3 from 192.0.2.1: time=12.35 ms connect=2.35 response=10.00 (before that: resolve=1.23) served_by=eu-west-1",
    ]);
    const oneWay = { outUs: 6_000, backUs: 6_345, errorUs: 420 };
    expect(text.sample(sample({ ...answer, oneWay }))[0]).toContain("out=6.000 back=6.345 ±0.420");
    expect(JSON.parse(JSON_OUTPUT.sample(sample({ ...answer, oneWay }))[0] ?? "")).toMatchObject({
      oneWay,
    });
    expect(text.sample(sample({ kind: "lost", detail: "no answer within 50 ms" }))).toEqual([
      "seq=3 lost: no answer within 50 ms",
    ]);
  });

  it.each([
    [{ uncertaintyUs: 400 }, / uncertain by up to 0\.40 ms$/],
    [{ uncertaintyUs: 8_000, tainted: true }, / tainted: .* uncertain by up to 8\.00 ms$/],
  ])("says by how much a time is uncertain: %j", (doubt, expected) => {
    expect(text.sample(sample({ ...answer, ...doubt }))[0]).toMatch(expected);
    const [line = ""] = JSON_OUTPUT.sample(sample({ ...answer, ...doubt }));
    expect(JSON.parse(line)).toMatchObject(doubt);
    expect(
      text.summary({ ...summary, uncertaintyP99Us: doubt.uncertaintyUs }).join("\n"),
    ).toContain(
      `99 % of the answers are uncertain by ${(doubt.uncertaintyUs / 1_000).toFixed(2)} ms or less`,
    );
  });

  it("tells all of a name server's answer", () => {
    const lookup: LookupDetails = {
      server: "192.0.2.53:53",
      transport: "udp",
      authoritative: false,
      truncated: false,
      records: [{ name: "a.example", type: "A", ttlS: 60, data: "192.0.2.7" }],
      clientSubnet: null,
      scopePrefix: null,
    };
    const plainAnswer: Outcome = {
      ...answer,
      phasesUs: { resolve: 12_345 },
      servedBy: null,
      address: "192.0.2.53",
      answers: ["192.0.2.7"],
      lookup,
    };
    const full: LookupDetails = {
      ...lookup,
      transport: "tcp",
      authoritative: true,
      truncated: true,
      records: [
        { name: "a.example", type: "CNAME", ttlS: 5, data: "b.example" },
        ...lookup.records,
        { name: "b.example", type: "A", ttlS: 60, data: "192.0.2.8" },
      ],
      clientSubnet: "203.0.113.0/24",
      scopePrefix: 20,
    };
    const lines = [plainAnswer, { ...plainAnswer, lookup: full }].flatMap((outcome) =>
      text.sample(sample(outcome)),
    );
    expect(lines).toEqual([
      "seq=3 from 192.0.2.53: time=12.35 ms answers=192.0.2.7(60s)",
      "seq=3 from 192.0.2.53: time=12.35 ms answers=192.0.2.7(60s),192.0.2.8(60s) cname=a.example>b.example(5s) flags=aa,tc via=tcp subnet=203.0.113.0/24 scope=/20",
    ]);
    const [json = ""] = JSON_OUTPUT.sample(sample({ ...plainAnswer, lookup: full }));
    expect(JSON.parse(json)).toMatchObject({ answers: ["192.0.2.7"], lookup: full });
  });

  it("says which clock took a time, in text only where there was a choice", () => {
    expect(text.sample(sample({ ...answer, clock: "kernel" }))[0]).toContain(" clock=kernel ");
    expect(text.sample(sample({ ...answer, clock: "user" }))[0]).toContain(" clock=user ");
    const clocks = [answer, { ...answer, clock: "kernel" } as const].map((outcome) => {
      const [line = ""] = JSON_OUTPUT.sample(sample(outcome));
      return (JSON.parse(line) as { clock: string }).clock;
    });
    expect(clocks).toEqual(["user", "kernel"]);
  });

  it("sums up what is known and says what is not", () => {
    expect(text.summary(summary)).toEqual([
      "--- http://app.example/ ---",
      "8 sent, 7 answered, 1 lost, 0 failed, 12.5 % without answer",
      "rtt min/p50/max = 1.00/2.00/250.0 ms",
      "p90 needs at least 29 values, there are 7",
      "clock: this process's own; woken first (real time)",
      "outage from seq=4 since 1970-01-01T00:00:00.000Z: 1500 ms ± 120 ms",
    ]);
  });

  it("says whose clock it was and what it had, unless nothing was timed", () => {
    const told = text.summary({ ...summary, clock: "kernel", priority: "usual" });
    expect(told).toContain("clock: the kernel's; woken as any other process");
    const silent = text.summary({ ...summary, clock: null, minUs: null, maxUs: null });
    expect(silent.filter((line) => line.startsWith("clock:"))).toEqual([]);
  });

  it.each([
    [{ lostOut: 1, lostBack: 2 }, "lost on the way out 1, on the way back 2, not known 1"],
    [
      { lostOut: null, lostBack: null },
      "on which way is not known: the reflector does not count what it answers",
    ],
  ])("says on which way packets to a reflector were lost: %j", (directions, expected) => {
    const lines = text.summary({ ...summary, sent: 14, lost: 4, late: 3, ...directions });
    expect(lines[1]).toContain("4 lost, 3 late, 0 failed");
    expect(lines[2]).toBe(expected);
  });

  it("writes one JSON object per line", () => {
    const failure: Outcome = { kind: "failure", failure: "refused", detail: "no" };
    const lines = [answer, failure].flatMap((outcome) => JSON_OUTPUT.sample(sample(outcome)));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      {
        type: "sample",
        seq: 3,
        ok: true,
        rttUs: 12_345,
        uncertaintyUs: 0,
        servedBy: "eu-west-1",
        error: null,
      },
      { type: "sample", seq: 3, ok: false, rttUs: null, error: "refused" },
    ]);
    expect(JSON_OUTPUT.summary(summary).map((line) => JSON.parse(line) as unknown)).toEqual([
      summary,
    ]);
  });
});
