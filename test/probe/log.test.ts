import { describe, expect, it } from "vitest";
import { createLog, describeError } from "../../probe/log.ts";

describe("probe/log", () => {
  it("writes one JSON line per entry", () => {
    const lines: string[] = [];
    const log = createLog(
      (line) => lines.push(line),
      () => new Date(0),
    );
    log("warn", "line\nbreak", { vantage: "office" });
    expect(lines).toEqual([
      '{"level":"warn","time":"1970-01-01T00:00:00.000Z","msg":"line\\nbreak","vantage":"office"}\n',
    ]);
  });

  it("tells an error with its causes, and one without a message by its code", () => {
    const cause = Object.assign(new Error(""), { code: "ECONNREFUSED" });
    expect(describeError(new Error("cannot deliver", { cause }))).toBe(
      "cannot deliver: ECONNREFUSED",
    );
  });
});
