import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { JournalHeader, JournalLine } from "./journal-line.ts";
import { journalName } from "./journal-name.ts";
import type { CountedOutcome, RecordedSeries } from "./recorder.ts";

/** What a journal needs from its vantage. */
export interface JournalHost {
  /** Folder for the journals; it exists. */
  dir: string;
  /** The first line of a journal that is opened now. */
  header(firstSeq: number): JournalHeader;
  /** Hears why the attempts of the present batch interval are not kept. */
  onError(error: unknown): void;
}

/**
 * Keeps every attempt that has ended in a file until it is in a spooled batch, so that it survives the
 * death of the process. One plain write per attempt and no sync: what the system has taken is safe
 * from everything but the death of the machine. One file per batch interval.
 */
export class SampleJournal {
  readonly #host: JournalHost;
  #firstSeq = 1;
  #fd: number | null = null;
  #path: string | null = null;
  #isBroken = false;
  #indexes = new Map<string, number>();

  constructor(host: JournalHost) {
    this.#host = host;
  }

  /** Number of the first batch that what is being recorded now will become. */
  get firstSeq(): number {
    return this.#firstSeq;
  }

  /** Keeps one attempt that has ended. Never throws: measuring goes on without a journal. */
  record(series: RecordedSeries, startedAtMs: number, outcome: CountedOutcome): void {
    this.#append(series, (index) => {
      if (outcome.kind === "lost") return ["lost", index, startedAtMs];
      if (outcome.kind === "failure") return ["failure", index, startedAtMs, outcome.failure];
      const kind = outcome.tainted ? "tainted" : "answer";
      return [kind, index, startedAtMs, outcome.rttUs, outcome.servedBy];
    });
  }

  /** Keeps planned attempts that never started. */
  countSkipped(series: RecordedSeries, atMs: number, slots: number): void {
    this.#append(series, (index) => ["skip", index, atMs, slots]);
  }

  /**
   * Ends the file of this batch interval; the next attempt begins another one.
   *
   * @param batches how many numbers the interval takes
   * @returns its path, to be removed once its batches are spooled; null when there is none
   */
  rotate(batches: number): string | null {
    const path = this.#path;
    if (this.#fd !== null) this.#try(closeSync, this.#fd);
    this.#firstSeq += batches;
    this.#fd = null;
    this.#path = null;
    this.#isBroken = false;
    this.#indexes = new Map();
    return path;
  }

  #append(series: RecordedSeries, line: (index: number) => JournalLine): void {
    if (this.#isBroken) return;
    try {
      const fd = this.#fd ?? this.#open();
      const { service, entry, endpoint, metric } = series;
      const key = `${service}/${entry}/${endpoint ?? "*"}/${metric}`;
      let index = this.#indexes.get(key);
      let text = "";
      if (index === undefined) {
        index = this.#indexes.size;
        this.#indexes.set(key, index);
        text = toText(["series", service, entry, endpoint, metric]);
      }
      writeWholly(fd, text + toText(line(index)));
    } catch (error) {
      // Nothing may follow a line that was cut off, so the rest of this interval is not kept.
      this.#isBroken = true;
      this.#host.onError(error);
    }
  }

  #open(): number {
    const { dir, header } = this.#host;
    const first = header(this.#firstSeq);
    this.#path = join(dir, journalName(first.boot, this.#firstSeq));
    this.#fd = openSync(this.#path, "wx", 0o600);
    writeWholly(this.#fd, `${JSON.stringify(first)}\n`);
    return this.#fd;
  }

  #try(close: (fd: number) => void, fd: number): void {
    try {
      close(fd);
    } catch (error) {
      this.#host.onError(error);
    }
  }
}

function toText(line: JournalLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** A full disk takes a part of a write without an error, and gives the error at the next one. */
function writeWholly(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; ) from += writeSync(fd, bytes, from);
}
