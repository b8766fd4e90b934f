import { describe, expect, it } from "vitest";
import { parseFpingLine } from "../../../probe/cli/fping-line.ts";

// Recorded from fping 5.1, `fping -c 2 -p 200 -t 150`.
const RECORDED = [
  ["127.0.0.1 : [0], 64 bytes, 0.079 ms (0.079 avg, 0% loss)", { seq: 1, rttUs: 79 }],
  ["127.0.0.1 : [12], 64 bytes, 0.045 ms (0.062 avg, 0% loss)", { seq: 13, rttUs: 45 }],
  ["::1 : [0], 64 bytes, 0.131 ms (0.131 avg, 0% loss)", { seq: 1, rttUs: 131 }],
  ["127.0.0.1 : [1], timed out (NaN avg, 100% loss)", { seq: 2, rttUs: null }],
  ["127.0.0.1 : xmt/rcv/%loss = 2/0/100%", null],
  ["127.0.0.1 : xmt/rcv/%loss = 3/3/0%, min/avg/max = 0.045/0.056/0.079", null],
  ["nosuch.invalid: Temporary failure in name resolution", null],
  ["", null],
] as const;

describe("probe/cli/fping-line", () => {
  it.each(RECORDED)("reads %j", (line, expected) => {
    expect(parseFpingLine(line)).toEqual(expected);
  });

  it("counts no duplicate and reads round trips of more than a second", () => {
    expect(parseFpingLine("192.0.2.1 : duplicate for [0], 64 bytes, 10.5 ms")).toBeNull();
    const slow = "192.0.2.1 : [3], 64 bytes, 1203 ms (1203 avg, 0% loss)";
    expect(parseFpingLine(slow)).toEqual({ seq: 4, rttUs: 1_203_000 });
  });
});
