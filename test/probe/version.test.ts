import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PROBE_VERSION } from "../../probe/version.ts";

describe("probe/version", () => {
  it("is the version of the package", () => {
    const file = new URL("../../package.json", import.meta.url);
    const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string };
    expect(PROBE_VERSION).toBe(version);
  });
});
