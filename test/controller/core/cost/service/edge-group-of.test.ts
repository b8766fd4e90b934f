import { describe, expect, it } from "vitest";
import type { Vantage } from "../../../../../controller/contract/measured.ts";
import { EdgeGroup } from "../../../../../controller/contract/price-book.ts";
import table from "../../../../../controller/core/cost/data/edge-groups.json" with { type: "json" };
import { edgeGroupOf } from "../../../../../controller/core/cost/service/edge-group-of.ts";

const at = (id: string, latitude = 0, longitude = 0, more: Partial<Vantage> = {}): Vantage => ({
  id,
  kind: "region",
  label: id,
  latitude,
  longitude,
  ...more,
});

describe("controller/core/cost/service/edge-group-of", () => {
  it("takes what is declared before everything else", () => {
    expect(edgeGroupOf({ edgeGroup: "AU", country: "DE" }, [at("us-east-1")])).toMatchObject({
      value: "AU",
      basis: "declared",
    });
  });

  it.each([
    ["US", "NA"],
    ["MX", "NA"],
    ["NG", "ZA"],
    ["TH", "IN"],
    ["KR", "KR"],
    ["NZ", "AU"],
    ["DE", "EU"],
    ["BR", "SA"],
    ["AE", "ME"],
    ["JP", "AP"],
  ])("knows that %s comes in by %s", (country, value) => {
    expect(edgeGroupOf({ country }, [])).toMatchObject({ value, basis: "country" });
  });

  it("does not know a country that no source places", () => {
    expect(edgeGroupOf({ country: "CN" }, [])).toEqual({
      value: null,
      basis: "unknown",
      reason: "no row of the price table is known for CN",
    });
  });

  it.each([
    ["a Region", at("ap-south-1"), "IN"],
    ["a Local Zone in another country", at("us-east-1-bue-1a"), "SA"],
    ["an Availability Zone", at("eu-west-1a", 0, 0, { kind: "availability-zone" }), "EU"],
    ["an office by its coordinates", at("office-lisbon", 38.72, -9.14, { kind: "custom" }), "EU"],
    [
      "an Outpost where it stands, not where its Region is",
      at("op-seoul", 37.5, 127, { kind: "outpost", parentRegion: "us-east-1" }),
      "KR",
    ],
  ])("finds %s", (_, vantage, value) => {
    expect(edgeGroupOf({}, [vantage])).toMatchObject({ value, basis: "vantages" });
  });

  it("does not choose between vantages that come in by different groups", () => {
    expect(edgeGroupOf({}, [at("ap-northeast-1"), at("ap-south-1")])).toMatchObject({
      value: null,
      reason: "its vantages come in by AP and IN",
    });
  });

  it("says nothing of a place far from everything", () => {
    expect(edgeGroupOf({}, [at("office-tahiti", -17.5, -149.5, { kind: "custom" })])).toMatchObject(
      {
        value: null,
        reason: "where office-tahiti comes in is not known",
      },
    );
  });

  it("names only groups that the price table has, and places each country once", () => {
    const groups = new Set([...Object.values(table.stated), ...Object.values(table.derived)]);
    expect([...groups].filter((group) => !EdgeGroup.safeParse(group).success)).toEqual([]);
    const both = Object.keys(table.stated).filter((country) => country in table.derived);
    expect(both).toEqual([]);
  });
});
