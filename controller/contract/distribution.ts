import { z } from "zod";
import { Summary } from "./statistic.ts";
import { NamedSeries, SeriesName, WindowFacts, WindowQuery } from "./window.ts";

/** A range of times, both ends included, in microseconds. */
export const Band = z.object({ fromUs: z.int().nonnegative(), toUs: z.int().nonnegative() });

export type Band = z.infer<typeof Band>;

/** How many bands the times are sorted into at most. */
export const BandLimit = z.coerce.number().int().min(4).max(400);

export const DistributionQuery = SeriesName.extend({
  ...WindowQuery.shape,
  bands: BandLimit.default(60),
});

export type DistributionQuery = z.infer<typeof DistributionQuery>;

/** How the times of one series are spread over a window. Bands lie side by side, empty ones included. */
export const Distribution = WindowFacts.extend({
  series: NamedSeries,
  whole: Summary,
  bands: z.array(Band.extend({ n: z.int().nonnegative() })),
});

export type Distribution = z.infer<typeof Distribution>;
