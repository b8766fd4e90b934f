import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type CsvError, parse } from "csv-parse";
import type { TrafficLog } from "../contract/traffic-log.ts";
import { groupOfClient, type MatchedGroup } from "../core/traffic/group-of-client.ts";
import { type TrafficTally, tallyTraffic } from "../core/traffic/tally-traffic.ts";
import { logFormat } from "./log-format.ts";
import { rowCounter } from "./row-counter.ts";
import { TrafficLogProblem } from "./traffic-log-problem.ts";

/** A row that is longer is none: a quote was left open, or it is no log. */
const LONGEST_ROW_BYTES = 100_000;

/** How a log is to be read. */
export type ReadLogOptions = Pick<TrafficLog, "format" | "columns"> & {
  /** Hears now and then how many rows there were so far. */
  readonly progress?: (rows: number) => void;
};

/**
 * Adds up a log, however long, as its bytes come: memory stays the same.
 *
 * @param source the log's bytes; the first of them tell its format
 * @throws TrafficLogProblem where it is no log that can be understood
 */
export async function readLog(
  source: AsyncIterable<Uint8Array>,
  groups: readonly MatchedGroup[],
  options: ReadLogOptions,
): Promise<TrafficTally> {
  const { beginning, whole } = await peek(source);
  const { format, delimiter } = logFormat(beginning, options.format);
  const tally = tallyTraffic(groupOfClient(groups));
  const { columns, progress } = options;
  const take = rowCounter({ format, columns, tally, progress });
  const parser = parse({
    bom: true,
    delimiter,
    ...(format === "cloudfront" ? { quote: null } : {}),
    max_record_size: LONGEST_ROW_BYTES,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    trim: format === "csv",
    on_record: (fields: string[], { lines }) => {
      take(fields, lines);
      return null;
    },
  });
  parser.on("skip", (error: CsvError) => {
    const line = Number(error["lines"]);
    // What comes behind it cannot be told apart from it any more.
    if (error.code === "CSV_MAX_RECORD_SIZE") parser.destroy(tooLong(line));
    else tally.refuse(line);
  });
  parser.resume();
  await pipeline(Readable.from(whole, { objectMode: false }), parser);
  return tally.sum();
}

/** The first bytes of a source as text, and all of it again. */
async function peek(source: AsyncIterable<Uint8Array>) {
  const iterator = source[Symbol.asyncIterator]();
  const first = await iterator.next();
  const bytes = first.done === true ? new Uint8Array() : first.value;
  async function* whole() {
    yield bytes;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      yield next.value;
    }
  }
  return { beginning: new TextDecoder().decode(bytes.subarray(0, 65_536)), whole: whole() };
}

function tooLong(line: number): TrafficLogProblem {
  return new TrafficLogProblem(
    `a row is longer than ${LONGEST_ROW_BYTES / 1_000} kB, up to line ${line}`,
    "look for a quote that is not closed before that line",
  );
}
