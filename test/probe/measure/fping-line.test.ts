import { describe, expect, it } from "vitest";
import { parseFpingError, parseFpingLine } from "../../../probe/measure/fping-line.ts";

const reply = (
  address: string,
  index: number,
  rttUs: number | null,
  writtenAtMs = null as unknown,
) => ({ address, index, rttUs, writtenAtMs }) as const;

// Recorded from fping 5.1, `fping -c 2 -p 200 -t 150`, with and without `-D`.
const RECORDED = [
  ["127.0.0.1 : [0], 64 bytes, 0.079 ms (0.079 avg, 0% loss)", reply("127.0.0.1", 0, 79)],
  ["127.0.0.1 : [12], 64 bytes, 0.045 ms (0.062 avg, 0% loss)", reply("127.0.0.1", 12, 45)],
  [
    "[1795551199.98646] ::1       : [0], 64 bytes, 0.131 ms (0.131 avg, 0% loss)",
    reply("::1", 0, 131, 1_795_551_199_986.46),
  ],
  [
    "[1795551355.51175] fd09::7  : [1], timed out (NaN avg, 100% loss)",
    reply("fd09::7", 1, null, 1_795_551_355_511.75),
  ],
  ["127.0.0.1 : [1], timed out (NaN avg, 100% loss)", reply("127.0.0.1", 1, null)],
  ["127.0.0.1 : xmt/rcv/%loss = 2/0/100%", null],
  ["127.0.0.1 : xmt/rcv/%loss = 3/3/0%, min/avg/max = 0.045/0.056/0.079", null],
  ["nosuch.invalid: Temporary failure in name resolution", null],
  ["", null],
] as const;

describe("probe/measure/fping-line", () => {
  it.each(RECORDED)("reads %j", (line, expected) => {
    expect(parseFpingLine(line)).toEqual(expected);
  });

  it("counts no duplicate and reads round trips of more than a second", () => {
    expect(parseFpingLine("192.0.2.1 : duplicate for [0], 64 bytes, 10.5 ms")).toBeNull();
    const slow = "192.0.2.1 : [3], 64 bytes, 1203 ms (1203 avg, 0% loss)";
    expect(parseFpingLine(slow)).toEqual(reply("192.0.2.1", 3, 1_203_000));
  });

  it("tells ICMP errors from messages that are none", () => {
    const sentTo = "for ICMP Echo sent to 10.9.0.7";
    expect(parseFpingError(`ICMP Host Unreachable from 10.9.0.1 ${sentTo}`)).toEqual({
      address: "10.9.0.7",
      detail: "Host Unreachable, says 10.9.0.1",
    });
    const prohibited = "ICMP Unreachable (Communication with Host Prohibited) from fd01::2";
    expect(parseFpingError(`${prohibited} ${sentTo}`)?.detail).toContain("Host Prohibited");
    expect(parseFpingError(`ICMP Redirect from 10.9.0.1 ${sentTo}`)).toBeNull();
    expect(parseFpingError("10.9.0.7 : xmt/rcv/%loss = 3/0/100%")).toBeNull();
  });
});
