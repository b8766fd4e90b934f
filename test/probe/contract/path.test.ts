import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Entry, Metric } from "../../../probe/contract/metric.ts";
import { parseSeriesKey, seriesKey } from "../../../probe/contract/path.ts";

const identifier = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,20}[a-z0-9])?$/);

describe("probe/contract/path", () => {
  test.prop({
    vantage: identifier,
    service: identifier,
    entry: fc.constantFrom(...Entry.options),
    endpoint: fc.option(identifier),
    metric: fc.constantFrom(...Metric.options),
  })("reads back every key that it writes", (series) => {
    expect(parseSeriesKey(seriesKey(series))).toEqual(series);
  });

  it.each(["", "a/b", "a/b/direct/c/echo_rtt/more", "a/b/route/c/echo_rtt", "A/b/dns/*/dns"])(
    "answers null for %j",
    (key) => {
      expect(parseSeriesKey(key)).toBeNull();
    },
  );
});
