import { describe, expect, it } from "vitest";
import { plannedByKey, plannedSeries } from "../../../../controller/core/assign/planned-series.ts";
import { seriesKey } from "../../../../probe/contract/path.ts";
import { ESTATE } from "../../../helpers/estate.ts";

describe("controller/core/assign/planned-series", () => {
  it("names every series of a vantage once, with its interval", () => {
    const planned = plannedSeries(ESTATE, "us-east-1");
    const keys = planned.map(({ series }) => seriesKey(series));
    expect(new Set(keys).size).toBe(11);
    expect(keys).toHaveLength(11);
    expect(keys).toContain("us-east-1/shop/dns/*/dns");
    expect(planned[0]?.intervalMs).toBe(2_000);
  });

  it("has none for a vantage outside the estate", () => {
    expect(plannedSeries(ESTATE, "ap-south-1")).toEqual([]);
  });

  it("works the plan of an estate out once, and that of another anew", () => {
    const all = plannedByKey(ESTATE);
    expect([...all.values()]).toEqual(
      ESTATE.vantages.flatMap(({ id }) => plannedSeries(ESTATE, id)),
    );
    expect(plannedByKey(ESTATE)).toBe(all);
    const smaller = { ...ESTATE, vantages: ESTATE.vantages.slice(0, 1) };
    expect(plannedByKey(smaller).size).toBeLessThan(all.size);
  });
});
