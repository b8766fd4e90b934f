import type { Asker } from "../routing/asker.ts";
import type { LatencyTable } from "../routing/latency-table.ts";
import type { DayValue } from "../statistics/day-interval.ts";

/** A group that may go by the accelerator: surely not worse by it, and better than by any name. */
export interface AcceleratedGroup {
  readonly group: string;
  /** Share of the users times the gain, in µs of everybody's mean; of the median or the tail, whichever gains more. */
  readonly weightedGainUs: number;
  /** What its traffic costs more by the accelerator, without the fixed price; null where not known. */
  readonly usdPerMonth: number | null;
}

/** What was measured and judged of the users, as far as designs are made of it. */
export interface Knowledge {
  /** Who asks for a group; they stand for equal parts of it. */
  readonly askersOf: (group: string) => readonly Asker[];
  /** Nearness of Regions as AWS has it; by distance without it. */
  readonly latency?: LatencyTable | undefined;
  /** Median in µs that a group gets of an endpoint when names lead to it; null where not measured. */
  readonly p50Us: (group: string, endpoint: string) => number | null;
  /** How much longer `one` takes than `other` for a group, day by day, in µs. Empty where not measured. */
  readonly dayDifferencesUs: (group: string, one: string, other: string) => readonly DayValue[];
  /** What difference is worth acting on for users who have this median, in µs. */
  readonly thresholdUs: (p50Us: number) => number;
  readonly accelerated: readonly AcceleratedGroup[];
  /** What a gigabyte to the internet costs from where an endpoint stands, the first that is not free; null where not known. */
  readonly usdPerGb?: ((endpoint: string) => number | null) | undefined;
}
