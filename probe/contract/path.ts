import * as z from "zod";
import { Identifier } from "./identifier.ts";
import { Entry, Metric } from "./metric.ts";

/**
 * A way from a vantage into a service. `endpoint` is null where the entry itself chooses the endpoint:
 * then the path shows what users get, and each answer says who served it.
 */
const Path = z.object({
  vantage: Identifier,
  service: Identifier,
  entry: Entry,
  endpoint: Identifier.nullable(),
});

/** A path and what is timed on it: the unit of storage. */
export const Series = Path.extend({ metric: Metric });

export type Series = z.infer<typeof Series>;

const CHOSEN_BY_ENTRY = "*";

/** `vantage/service/entry/endpoint/metric`, with `*` where the entry chooses the endpoint. */
export function seriesKey(series: Series): string {
  const endpoint = series.endpoint ?? CHOSEN_BY_ENTRY;
  return `${series.vantage}/${series.service}/${series.entry}/${endpoint}/${series.metric}`;
}

/** The inverse of {@link seriesKey}; null for text that is no series key. */
export function parseSeriesKey(key: string): Series | null {
  const [vantage, service, entry, endpoint, metric, ...rest] = key.split("/");
  const parsed = Series.safeParse({
    vantage,
    service,
    entry,
    endpoint: endpoint === CHOSEN_BY_ENTRY ? null : endpoint,
    metric,
  });
  return parsed.success && rest.length === 0 ? parsed.data : null;
}
