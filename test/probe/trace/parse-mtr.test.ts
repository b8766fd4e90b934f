import { describe, expect, it } from "vitest";
import { parseMtr } from "../../../probe/trace/parse-mtr.ts";

// Recorded from mtr 0.95, `mtr --report --json --no-dns -c 2`, over a router that answers nothing.
const RECORDED = `{
    "report": {
        "mtr": {
            "src": "vm",
            "dst": "10.0.3.2",
            "tos": 0,
            "tests": 2,
            "psize": "64",
            "bitpattern": "0x00"
        },
        "hubs": [
            {
                "count": 1,
                "host": "10.0.1.2",
                "Loss%": 50.0,
                "Snt": 2,
                "Last": 0.168,
                "Avg": 0.168,
                "Best": 0.168,
                "Wrst": 0.168,
                "StDev": 0.0
            },
            {
                "count": 2,
                "host": "???",
                "Loss%": 100.0,
                "Snt": 2,
                "Last": 0.0,
                "Avg": 0.0,
                "Best": 0.0,
                "Wrst": 0.0,
                "StDev": 0.0
            },
            {
                "count": 3,
                "host": "10.0.2.2",
                "Loss%": 0.0,
                "Snt": 2,
                "Last": 1613.5,
                "Avg": 2331.7,
                "Best": 1613.5,
                "Wrst": 3049.8,
                "StDev": 1015.6
            }
        ]
    }
}
`;

describe("probe/trace/parse-mtr", () => {
  it("reads hops, the silent ones without times", () => {
    const silent = { lastUs: null, avgUs: null, bestUs: null, worstUs: null, stDevUs: null };
    expect(parseMtr(RECORDED)).toEqual([
      {
        hop: 1,
        addresses: ["10.0.1.2"],
        sent: 2,
        lossRatio: 0.5,
        lastUs: 168,
        avgUs: 168,
        bestUs: 168,
        worstUs: 168,
        stDevUs: 0,
        refusal: null,
      },
      { hop: 2, addresses: [], sent: 2, lossRatio: 1, ...silent, refusal: null },
      expect.objectContaining({ hop: 3, worstUs: 3_049_800, stDevUs: 1_015_600 }),
    ]);
  });

  it("reads numbers that older versions write as text", () => {
    expect(parseMtr(RECORDED.replaceAll(/"count": (\d)/g, '"count": "$1"'))[2]?.hop).toBe(3);
  });

  it.each(["", "{}", "mtr: broken", '{"report":{"hubs":[{}]}}'])("refuses %j", (text) => {
    expect(() => parseMtr(text)).toThrow("mtr wrote no report");
  });
});
