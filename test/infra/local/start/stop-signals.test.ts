import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { meaningOfSignal } from "../../../../infra/local/start/stop-signals.ts";

describe("infra/local/start/stop-signals", () => {
  it("stops at the first signal, and kills at a second that is a press of its own", () => {
    expect(meaningOfSignal(null, 1_000)).toBe("stop");
    expect(meaningOfSignal(1_000, 1_003)).toBe("same-press");
    expect(meaningOfSignal(1_000, 2_000)).toBe("kill");
  });

  test.prop([fc.nat(), fc.nat(10_000)])("never takes one press for two", (firstAtMs, laterMs) => {
    const meaning = meaningOfSignal(firstAtMs, firstAtMs + laterMs);
    expect(meaning === "kill").toBe(laterMs >= 500);
  });
});
