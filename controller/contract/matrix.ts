import { z } from "zod";
import { Entry, Identifier, Metric, VantageKind } from "./measured.ts";
import { Summary } from "./statistic.ts";
import { Coverage } from "./window.ts";

/**
 * How much a cell says. Only `value` is a number to act on; the other six are different kinds of not
 * knowing, and none of them may look like zero or like health.
 */
export const CellState = z.enum(["value", "few", "stale", "lost", "failed", "probe", "none"]);

export type CellState = z.infer<typeof CellState>;

/** Nothing is kept for longer, however it is set: ten years. */
const LONGEST_WINDOW_MS = 3_653 * 86_400_000;

/** Vantages by name, with commas between them. */
const VantageList = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(Identifier))
  .describe("Rows to answer, names of vantages with commas between them; all when left out.");

export const MatrixQuery = z.object({
  service: Identifier.optional(),
  entry: Entry.default("direct"),
  metric: Metric.default("echo_rtt"),
  /** Length of the window that ends now. */
  windowMs: z.coerce.number().int().min(60_000).max(LONGEST_WINDOW_MS).default(900_000),
  vantages: VantageList.optional(),
});

export type MatrixQuery = z.infer<typeof MatrixQuery>;

export const MatrixCell = z.object({
  vantage: Identifier,
  /** Null where the entry chooses the endpoint. */
  endpoint: Identifier.nullable(),
  state: CellState,
  summary: Summary.nullable(),
  /** Minutes of the window with attempts; absent from answers of controllers that do not tell it. */
  coverage: Coverage.optional(),
});

export type MatrixCell = z.infer<typeof MatrixCell>;

const MatrixRow = z.object({
  id: Identifier,
  label: z.string(),
  kind: VantageKind,
  latitude: z.number(),
  longitude: z.number(),
});

const MatrixColumn = z.object({
  endpoint: Identifier.nullable(),
  label: z.string(),
  place: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
});

/** From vantages (rows) to endpoints (columns) by one entry. */
export const Matrix = z.object({
  service: Identifier,
  entry: Entry,
  metric: Metric,
  fromMs: z.int(),
  toMs: z.int(),
  /** Length of the longest of the stored buckets that were read, in milliseconds. */
  resolutionMs: z.int().optional(),
  rows: z.array(MatrixRow),
  columns: z.array(MatrixColumn),
  /** One for each row and column, row by row. */
  cells: z.array(MatrixCell),
});

export type Matrix = z.infer<typeof Matrix>;
