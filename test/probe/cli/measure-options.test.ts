import { describe, expect, it } from "vitest";
import {
  type MeasureFlags,
  parseDurationMs,
  parseMeasureOptions,
} from "../../../probe/cli/measure-options.ts";
import { UsageError } from "../../../probe/cli/usage-error.ts";

const flags: MeasureFlags = { count: "10", interval: "1s", timeout: "2s" };

describe("probe/cli/measure-options", () => {
  it("has a metric that fits the kind of target", () => {
    expect(parseMeasureOptions(flags, "http")).toEqual({
      count: 10,
      intervalMs: 1_000,
      timeoutMs: 2_000,
      metric: "echo_rtt",
      sourceAddress: null,
      servedByHeader: null,
      httpVersion: "1.1",
      family: null,
      recordType: null,
      clientSubnet: null,
      clock: "user",
    });
    expect(parseMeasureOptions(flags, "dns").metric).toBe("dns");
    expect(parseMeasureOptions({ ...flags, metric: "ttfb_new" }, "http").metric).toBe("ttfb_new");
  });

  it.each([
    ["tcp", undefined],
    ["http", "connect"],
    ["tls", "connect"],
  ] as const)("lets the kernel time connecting: %s, %s", (kind, metric) => {
    const asked = { ...flags, clock: "kernel", ...(metric === undefined ? {} : { metric }) };
    expect(parseMeasureOptions(asked, kind)).toMatchObject({ metric: "connect", clock: "kernel" });
  });

  it("says what to do about a metric that the kernel does not time", () => {
    const hintOf = (kind: "http" | "udp") => {
      try {
        return parseMeasureOptions({ ...flags, clock: "kernel" }, kind);
      } catch (error) {
        return error instanceof UsageError ? error.hint : error;
      }
    };
    expect(hintOf("http")).toContain("--metric connect");
    expect(hintOf("udp")).toContain("leave --clock out");
  });

  it("goes on for ever with a count of 0", () => {
    expect(parseMeasureOptions({ ...flags, count: "0" }, "http").count).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  it.each([
    ["5ms", 5],
    ["1.5s", 1_500],
    ["2m", 120_000],
  ])("reads %s", (text, expected) => {
    expect(parseDurationMs("--interval", text)).toBe(expected);
  });

  it.each([
    [{ count: "-1" }, /^--count/],
    [{ count: "1.5" }, /^--count/],
    [{ interval: "1" }, /^--interval/],
    [{ interval: "4ms" }, /^--interval/],
    [{ interval: "0.1ms" }, /^--interval/],
    [{ timeout: "2h" }, /^--timeout/],
    [{ metric: "dns" }, /^--metric/],
    [{ metric: "udp_rtt" }, /^--metric/],
    [{ source: "home" }, /^--source/],
    [{ clock: "sundial" }, /^--clock/],
    [{ clock: "kernel" }, /^--clock: the kernel does not time echo_rtt/],
  ])("refuses %j and names the option", (wrong, message) => {
    expect(() => parseMeasureOptions({ ...flags, ...wrong }, "http")).toThrow(message);
  });
});
