import { describe, expect, it } from "vitest";
import { type PathReport, pathJson, pathLines } from "../../../probe/cli/path-output.ts";

const SILENT = { lastUs: null, avgUs: null, bestUs: null, worstUs: null, stDevUs: null };
const REPORT: PathReport = {
  target: { host: "app.example", protocol: "tcp", port: 443 },
  address: "192.0.2.10",
  tool: "mtr",
  protocol: "tcp",
  reached: false,
  hops: [
    {
      hop: 1,
      addresses: ["10.0.1.2"],
      sent: 10,
      lossRatio: 0,
      lastUs: 1_204,
      avgUs: 1_310,
      bestUs: 980,
      worstUs: 12_345,
      stDevUs: 77,
      refusal: null,
    },
    { hop: 2, addresses: [], sent: 10, lossRatio: 1, ...SILENT, refusal: null },
    {
      ...SILENT,
      hop: 3,
      addresses: ["10.0.3.1", "10.0.3.5"],
      sent: 3,
      lossRatio: 0.5,
      refusal: "!N",
    },
  ],
};

describe("probe/cli/path-output", () => {
  it("shows hops in the columns of mtr", () => {
    expect(pathLines(REPORT)).toEqual([
      "path to app.example (192.0.2.10) by mtr, TCP port 443, times in ms",
      "   Host                  Loss%  Snt  Last   Avg  Best   Wrst  StDev",
      "1  10.0.1.2                0.0   10  1.20  1.31  0.98  12.35   0.08",
      "2  *                     100.0   10     *     *     *      *      *",
      "3  10.0.3.1,10.0.3.5 !N   50.0    3     *     *     *      *      *",
      "192.0.2.10 did not answer",
    ]);
  });

  it("writes typed hops in JSON", () => {
    expect(JSON.parse(pathJson(REPORT))).toMatchObject({
      type: "path",
      host: "app.example",
      address: "192.0.2.10",
      port: 443,
      reached: false,
      hops: REPORT.hops,
    });
  });
});
