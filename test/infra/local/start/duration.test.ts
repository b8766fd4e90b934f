import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { parseDuration } from "../../../../infra/local/start/duration.ts";

describe("infra/local/start/duration", () => {
  it.each([
    ["60s", 60_000],
    ["2m30s", 150_000],
    ["1.5h", 5_400_000],
    ["500ms", 500],
    ["1d", 86_400_000],
    [" 5m ", 300_000],
  ])("reads %s", (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(["", "60", "s", "1x", "0s", "-5s", "1 m", "5m!", "25d", "1e3s"])("refuses %j", (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  test.prop([fc.nat(500), fc.nat(59), fc.integer({ min: 1, max: 59 })])(
    "adds up its parts",
    (hours, minutes, seconds) => {
      const ms = ((hours * 60 + minutes) * 60 + seconds) * 1_000;
      expect(parseDuration(`${hours}h${minutes}m${seconds}s`)).toBe(ms);
    },
  );
});
