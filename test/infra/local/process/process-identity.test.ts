import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import {
  isRunning,
  parseStartTicks,
  startTicks,
} from "../../../../infra/local/process/process-identity.ts";

describe("infra/local/process/process-identity", () => {
  it("knows a running process from one that has ended", async () => {
    const child = spawn("true");
    await once(child, "close");
    expect(isRunning(process.pid)).toBe(true);
    expect(isRunning(child.pid ?? 0)).toBe(false);
  });

  it("reads the start from a stat line whose program name holds spaces and brackets", () => {
    const fields = Array.from({ length: 50 }, (_, at) => String(at + 3));
    expect(parseStartTicks(`42 (a ) b (c)) ${fields.join(" ")}`)).toBe(22);
    expect(parseStartTicks("42 (short) S 1")).toBeNull();
  });

  it("answers the same start twice for one process", () => {
    expect(startTicks(process.pid)).toBe(startTicks(process.pid));
    expect(startTicks(2 ** 30)).toBeNull();
  });
});
