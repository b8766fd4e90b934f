import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLogFiles } from "../../../controller/traffic/read-log-files.ts";
import { TrafficLogProblem } from "../../../controller/traffic/traffic-log-problem.ts";

const GROUPS = [{ id: "europe" }, { id: "america" }];
const CSV = "group,requests,time\neurope,3,2026-10-01\namerica,1,2026-10-01\n";
const MORE = "group,requests,time\neurope,5,2026-10-02\nmars,2,2026-10-02\noops\n";

let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "isochrone-logs-"));
  writeFileSync(at("first.csv"), CSV);
  writeFileSync(at("second.csv.gz"), gzipSync(MORE));
  writeFileSync(at("broken.csv.gz"), gzipSync(CSV).subarray(0, 30));
  writeFileSync(at("empty.csv"), "");
  writeFileSync(at("strange.csv"), "colour,size\nred,3\n");
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("controller/traffic/read-log-files", () => {
  it("adds up several, plain and packed, and tells each by itself", async () => {
    const heard: number[] = [];
    const { sum, files } = await readLogFiles([at("first.csv"), at("second.csv.gz")], GROUPS, {
      progress: (rows) => heard.push(rows),
    });
    expect(sum.byGroup.get("europe")?.requests).toBe(8);
    expect(sum.unmatched).toMatchObject({ requests: 2, most: [{ name: "mars", requests: 2 }] });
    expect(sum.times).toMatchObject({ fromMs: Date.UTC(2026, 9, 1), toMs: Date.UTC(2026, 9, 2) });
    expect(files.map(({ file, tally }) => [file, tally.rows])).toEqual([
      [at("first.csv"), 2],
      [at("second.csv.gz"), 3],
    ]);
    expect(files[1]?.tally.notUnderstood).toEqual({ rows: 1, firstLines: [4] });
  });

  it("finds nothing in an empty file", async () => {
    expect((await readLogFiles([at("empty.csv")], GROUPS, {})).sum.rows).toBe(0);
  });

  it.each([
    ["missing.csv", /missing\.csv cannot be read: there is no such file/],
    [".", /cannot be read: it is a folder/],
    ["broken.csv.gz", /broken\.csv\.gz cannot be unpacked/],
    ["strange.csv", /strange\.csv: no column tells whose a row is; there are colour, size/],
  ])("says what is wrong with %s", async (name, message) => {
    const reading = readLogFiles([at("first.csv"), at(name)], GROUPS, {});
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toBeInstanceOf(TrafficLogProblem);
  });
});
