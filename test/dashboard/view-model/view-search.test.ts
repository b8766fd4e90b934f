import { fc, test } from "@fast-check/vitest";
import { parseSearchWith, stringifySearchWith } from "@tanstack/react-router";
import { describe, expect, it } from "vitest";
import {
  patched,
  sortOf,
  sortText,
  type ViewSearch,
  viewOf,
  viewSearch,
  WINDOWS,
} from "../../../dashboard/view-model/view-search.ts";

// What the router itself uses by default.
const parse = parseSearchWith(JSON.parse);
const stringify = stringifySearchWith(JSON.stringify, JSON.parse);
const id = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);

const anySearch: fc.Arbitrary<ViewSearch> = fc.record(
  {
    service: id,
    entry: fc.constantFrom("dns", "accelerator"),
    metric: fc.constantFrom("ttfb_new", "dns"),
    stat: fc.constantFrom("p90", "p95", "p99", "max"),
    window: fc.constantFrom("5m", "1h", "6h", "24h"),
    mode: fc.constant("loss"),
    sort: fc.oneof(fc.constantFrom("name", "-name", "-as.routed"), id),
    cell: fc.tuple(id, id).map(([vantage, column]) => `${vantage}/${column}`),
    vantage: id,
  },
  { requiredKeys: [] },
);

describe("dashboard/view-model/view-search", () => {
  test.prop([anySearch])("comes back from the address as it went in", (search) => {
    expect(viewSearch(parse(stringify(search)))).toEqual(search);
  });

  test.prop([fc.dictionary(fc.string(), fc.anything())])(
    "leaves out what it does not know",
    (raw) => {
      const search = viewSearch(raw);
      expect(viewSearch({ ...search })).toEqual(search);
      expect(Object.keys(WINDOWS)).toContain(viewOf(search).window);
    },
  );

  it("fills in the defaults, and keeps them out of the address", () => {
    expect(viewOf({})).toEqual({
      entry: "direct",
      metric: "echo_rtt",
      stat: "p50",
      window: "15m",
      windowMs: 900_000,
      mode: "value",
    });
    expect(patched({ entry: "dns", stat: "p99" }, { entry: "direct" })).toEqual({ stat: "p99" });
    expect(patched({ cell: "a/b" }, { cell: undefined })).toEqual({});
  });

  it("gives up a metric that the entry does not have", () => {
    expect(viewOf({ entry: "dns", metric: "dns" }).metric).toBe("dns");
    expect(viewOf({ entry: "direct", metric: "dns" }).metric).toBe("echo_rtt");
  });

  it.each(["name", "-name", "api-use1", "-as.routed"])("reads and writes the sort %s", (sort) => {
    expect(sortText(sortOf({ sort }))).toBe(sort);
  });
});
