import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { afterAll, describe, expect, it } from "vitest";
import { Batch } from "../../../probe/contract/batch.ts";
import { FailureClass } from "../../../probe/contract/failure.ts";
import { readJournal } from "../../../probe/record/read-journal.ts";
import { type CountedOutcome, Recorder } from "../../../probe/record/recorder.ts";
import { SampleJournal } from "../../../probe/record/sample-journal.ts";
import { journalHeader } from "../../../probe/worker/journal-header.ts";

const START_MS = 1_790_000_000_000;
const dir = mkdtempSync(join(tmpdir(), "isochrone-journal-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const outcome: fc.Arbitrary<CountedOutcome> = fc.oneof(
  fc.record({
    kind: fc.constant("answer" as const),
    rttUs: fc.nat(60_000_000),
    tainted: fc.boolean(),
    servedBy: fc.constantFrom(null, "eu-west-1", "us-east-1"),
  }),
  fc.constant<CountedOutcome>({ kind: "lost" }),
  fc
    .constantFrom(...FailureClass.options)
    .map((failure): CountedOutcome => ({ kind: "failure", failure })),
);

const attempt = fc.record({
  endpoint: fc.constantFrom(null, "eu", "us"),
  offsetMs: fc.nat(150_000),
  event: fc.oneof(outcome, fc.integer({ min: 1, max: 9 })),
});
type Attempt = typeof attempt extends fc.Arbitrary<infer Value> ? Value : never;

const seriesOf = (endpoint: string | null) =>
  ({ service: "shop", entry: "direct", endpoint, metric: "echo_rtt" }) as const;

let boots = 0;
function journal(onError: (error: unknown) => void = () => undefined, folder = dir) {
  boots += 1;
  const boot = `boot${String(boots).padStart(6, "0")}`;
  return new SampleJournal({
    dir: folder,
    header: (firstSeq) =>
      journalHeader({ vantage: "office", boot, firstSeq, assignmentVersion: "v1" }, START_MS),
    onError,
  });
}

function play(to: Pick<Recorder, "record" | "countSkipped">, attempts: readonly Attempt[]): void {
  for (const { endpoint, offsetMs, event } of attempts) {
    const atMs = START_MS + offsetMs;
    if (typeof event === "number") to.countSkipped(seriesOf(endpoint), atMs, event);
    else to.record(seriesOf(endpoint), atMs, event);
  }
}

function counted(attempts: readonly Attempt[]) {
  const recorder = new Recorder();
  play(recorder, attempts);
  return recorder.close();
}

describe("probe/record/read-journal", () => {
  test.prop([fc.array(attempt, { minLength: 1, maxLength: 60 })])(
    "reads back exactly what the recorder counted, the same every time",
    (attempts) => {
      const written = journal();
      play(written, attempts);
      const text = readFileSync(written.rotate(1) ?? "", "utf8");
      const [batch, ...more] = readJournal(text);
      expect(more).toEqual([]);
      expect(Batch.parse(batch).contributions).toEqual(counted(attempts));
      expect(readJournal(text)).toEqual([batch]);
    },
  );

  test.prop([
    fc.array(attempt, { minLength: 1, maxLength: 20 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  ])("reads the attempts before the place at which it is cut off", (attempts, share) => {
    const written = journal();
    play(written, attempts);
    const text = readFileSync(written.rotate(1) ?? "", "utf8");
    const cut = text.slice(0, Math.floor(text.length * share));
    const whole = cut.slice(0, cut.lastIndexOf("\n") + 1).split("\n");
    const lines = whole.filter((line) => line !== "" && !/^(\{|\["series")/.test(line));
    const contributions = readJournal(cut).flatMap((batch) => batch.contributions);
    expect(contributions).toEqual(counted(attempts.slice(0, lines.length)));
  });

  it("numbers the batches of every interval in one row, and has no file for an idle one", () => {
    const written = journal();
    const sample = { endpoint: "eu", offsetMs: 1, event: { kind: "lost" } } as const;
    play(written, [sample]);
    const first = written.rotate(1) ?? "";
    expect(written.rotate(1)).toBeNull();
    play(written, [sample]);
    const third = written.rotate(2) ?? "";
    expect(written.firstSeq).toBe(5);
    const seqs = [first, third].flatMap((path) => readJournal(readFileSync(path, "utf8")));
    expect(seqs.map(({ seq }) => seq)).toEqual([1, 3]);
  });

  it("lets measuring go on where nothing can be written, and says so once per interval", () => {
    const errors: unknown[] = [];
    const written = journal((error) => errors.push(error), join(dir, "absent"));
    const sample = { endpoint: "eu", offsetMs: 1, event: { kind: "lost" } } as const;
    play(written, [sample, sample]);
    expect(errors).toHaveLength(1);
    written.rotate(1);
    play(written, [sample]);
    expect(errors).toHaveLength(2);
  });
});
