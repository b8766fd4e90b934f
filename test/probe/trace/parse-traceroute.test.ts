import { describe, expect, it } from "vitest";
import { parseTraceroute } from "../../../probe/trace/parse-traceroute.ts";

const SILENT = { lastUs: null, avgUs: null, bestUs: null, worstUs: null, stDevUs: null };

// Recorded from traceroute 2.1.2, `traceroute -n -q 3`; the line of hop 2 after its manual page.
const RECORDED = `traceroute to 10.55.0.1 (10.55.0.1), 6 hops max, 60 byte packets
 1  10.0.1.2  1.212 ms  0.978 ms  0.893 ms
 2  10.0.2.2  0.880 ms 10.0.2.6  0.807 ms *
 3  * * *
 4  10.0.3.1  0.028 ms !N * *
`;

describe("probe/trace/parse-traceroute", () => {
  it("reads times, several routers at one distance, silence and refusals", () => {
    expect(parseTraceroute(RECORDED)).toEqual([
      {
        hop: 1,
        addresses: ["10.0.1.2"],
        sent: 3,
        lossRatio: 0,
        lastUs: 893,
        avgUs: 1_028,
        bestUs: 893,
        worstUs: 1_212,
        stDevUs: 165,
        refusal: null,
      },
      expect.objectContaining({ addresses: ["10.0.2.2", "10.0.2.6"], sent: 3, lossRatio: 1 / 3 }),
      { hop: 3, addresses: [], sent: 3, lossRatio: 1, ...SILENT, refusal: null },
      expect.objectContaining({ addresses: ["10.0.3.1"], refusal: "!N", stDevUs: 0, lastUs: 28 }),
    ]);
  });

  it("reads IPv6", () => {
    const text = "traceroute to fd03::2 (fd03::2), 30 hops max\n 1  fd01::2  0.073 ms  0.008 ms\n";
    expect(parseTraceroute(text)).toMatchObject([{ addresses: ["fd01::2"], sent: 2 }]);
  });

  it("has no hops for a text without any", () => {
    expect(parseTraceroute("traceroute to 10.2.2.2 (10.2.2.2), 30 hops max")).toEqual([]);
  });
});
