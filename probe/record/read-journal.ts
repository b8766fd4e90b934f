import { Batch } from "../contract/batch.ts";
import { WIRE_VERSION } from "../contract/version.ts";
import { JournalHeader, JournalLine } from "./journal-line.ts";
import { type RecordedSeries, Recorder } from "./recorder.ts";
import { splitContributions } from "./split-contributions.ts";

/**
 * The batches that a journal becomes: the same ones however often it is read, under the boot and the
 * numbers that its process would have given them. What follows a line that is cut off or spoilt is
 * left out. `health` is that of the moment at which the journal was opened.
 *
 * @returns no batches for a journal without a whole first line or without attempts
 */
export function readJournal(text: string): Batch[] {
  const [first = "", ...lines] = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  const header = JournalHeader.safeParse(parseJson(first));
  if (!header.success) return [];
  const { vantage, boot, firstSeq, openedAtMs, assignmentVersion, health } = header.data;
  const recorder = new Recorder();
  const series: RecordedSeries[] = [];
  for (const line of lines) {
    const parsed = JournalLine.safeParse(parseJson(line));
    if (!parsed.success || !replay(parsed.data, recorder, series)) break;
  }
  const contributions = recorder.close();
  if (contributions.length === 0) return [];
  const closedAtMs = Math.max(openedAtMs, ...contributions.map(({ lastAtMs }) => lastAtMs));
  return splitContributions(contributions).map((share, index) =>
    Batch.parse({
      wireVersion: WIRE_VERSION,
      vantage,
      boot,
      seq: firstSeq + index,
      closedAtMs,
      assignmentVersion,
      health,
      contributions: share,
    }),
  );
}

/** @returns false for a line about a series that no line before has named */
function replay(line: JournalLine, recorder: Recorder, known: RecordedSeries[]): boolean {
  if (line[0] === "series") {
    const [, service, entry, endpoint, metric] = line;
    known.push({ service, entry, endpoint, metric });
    return true;
  }
  const series = known[line[1]];
  if (series === undefined) return false;
  const atMs = line[2];
  switch (line[0]) {
    case "skip":
      recorder.countSkipped(series, atMs, line[3]);
      return true;
    case "lost":
      recorder.record(series, atMs, { kind: "lost" });
      return true;
    case "failure":
      recorder.record(series, atMs, { kind: "failure", failure: line[3] });
      return true;
    case "answer":
    case "tainted": {
      const tainted = line[0] === "tainted";
      recorder.record(series, atMs, {
        kind: "answer",
        tainted,
        rttUs: line[3],
        servedBy: line[4],
      });
      return true;
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
