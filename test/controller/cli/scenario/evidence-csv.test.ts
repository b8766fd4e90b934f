import { describe, expect, it } from "vitest";
import { fieldText } from "../../../../controller/cli/cli-error.ts";
import { readEvidenceCsv } from "../../../../controller/cli/scenario/evidence-csv.ts";
import { momentOf } from "../../../../controller/cli/scenario/evidence-row.ts";

const HEAD = "vantage,entry,endpoint,at,p50_us,n";
const faults = (...rows: string[]) =>
  readEvidenceCsv("a.csv", [HEAD, ...rows].join("\n")).faults.map(fieldText);

describe("controller/cli/scenario/evidence-csv", () => {
  it("takes columns by their names, quotes, a byte-order mark and CRLF, and passes over other columns", () => {
    const text =
      '\ufeffN,"vantage",Entry,note,endpoint,at,p50_us\r\n6,"fra",dns,"a, b",,2026-11-01T02:00+02:00,2.4e4\r\n';
    expect(readEvidenceCsv("a.csv", text)).toEqual({
      faults: [],
      parts: [
        {
          history: {
            vantage: "fra",
            entry: "dns",
            endpoint: null,
            days: [],
            medians: [[1_793_491_200_000, 24_000, 6]],
          },
          place: { file: "a.csv", line: 2, path: "" },
        },
      ],
    });
  });

  it.each([
    [
      "fra,dns,,2026-11-01T00:00Z,NaN,6",
      'p50_us: is "NaN"; write microseconds, a number from 0 on',
    ],
    ["fra,dns,,2026-11-01T00:00Z,,6", "p50_us: is empty; write microseconds, a number from 0 on"],
    ["fra,dns,,2026-11-01T00:00Z,-3,6", 'p50_us: is "-3"; write microseconds, a number from 0 on'],
    [
      "fra,dns,,2026-11-01T00:00Z,0x10,6",
      'p50_us: is "0x10"; write microseconds, a number from 0 on',
    ],
    ["fra,dns,,2026-11-01T00:00Z,3,0", 'n: is "0"; write how many values there were, 1 or more'],
    [
      "fra,dns,,2026-11-01T00:00Z,3,1.5",
      'n: is "1.5"; write how many values there were, 1 or more',
    ],
    [
      "fra,dns,,2026-11-01T00:00,3,6",
      'at: is "2026-11-01T00:00"; write a time such as 2026-11-01T00:05Z',
    ],
    [
      "fra,dns,,2026-11-01T00:01Z,3,6",
      'at: is "2026-11-01T00:01Z"; it must be the start of five minutes',
    ],
    ["fra,ga,,2026-11-01T00:00Z,3,6", "entry: must be one of direct, dns, accelerator"],
    ["fra,direct,,2026-11-01T00:00Z,3,6", "endpoint: is empty; a direct path names its endpoint"],
    [",dns,,2026-11-01T00:00Z,3,6", "vantage: is empty; name the vantage that measured"],
    [
      "fra x,dns,,2026-11-01T00:00Z,3,6",
      'vantage: "fra x" is no id; write it as the scenario does',
    ],
    ["fra,dns", "at: is empty; write a time such as 2026-11-01T00:05Z"],
  ])("tells of %s in which line and column what is wrong", (row, expected) => {
    const good = "fra,dns,,2026-10-31T00:00Z,3,6";
    expect(faults(good, row)[0]).toBe(`a.csv:3: ${expected}`);
  });

  it("tells of a row that repeats another, and of a quote that does not end", () => {
    const row = "fra,dns,,2026-11-01T00:00Z,3,6";
    expect(faults(row, row)).toEqual([
      "a.csv:3: at: stands a second time for this path; take one of the rows out",
    ]);
    expect(faults(row, '"fra,dns')[0]).toMatch(/^a\.csv:\d: is no CSV \(Quote Not Closed/);
  });

  it("tells of columns that are missing, and of a table without rows", () => {
    expect(readEvidenceCsv("a.csv", "vantage,entry,at\n").faults.map(fieldText)).toEqual([
      `a.csv:1: has no column endpoint, p50_us and n; the first line names ${HEAD}`,
    ]);
    expect(readEvidenceCsv("a.csv", "").faults).toHaveLength(1);
    expect(faults()).toEqual(["a.csv:1: has no rows below its names"]);
  });

  it("tells twenty faults and how many more there are", () => {
    const told = faults(...Array.from({ length: 33 }, () => "fra,ga,,2026-11-01T00:00Z,3,6"));
    expect(told).toHaveLength(21);
    expect(told.at(-1)).toBe("a.csv: and 13 more like these");
  });

  it.each([
    ["2026-11-01T00:05:00.000Z", 1_793_491_500_000],
    ["2026-11-01 00:05+00:00", 1_793_491_500_000],
    ["1793491500000", 1_793_491_500_000],
    ["2026-13-01T00:05Z", null],
    ["2026-11-01", null],
    ["17", null],
  ])("understands the moment %s", (text, expected) => {
    expect(momentOf(text)).toBe(expected);
  });
});
