import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openVoice } from "../../../../controller/failover/guard/guard-voice.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "isochrone-voice-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("failover/guard/guard-voice", () => {
  it("keeps lines with their times, tells people of warnings, and turns a full log over", async () => {
    const file = join(folder, "run-0001.log");
    const said: string[] = [];
    const toPeople = (text: string) => said.push(text);
    const voice = openVoice({ file, nowMs: () => 0, toPeople, limitBytes: 60 });
    voice.note("armed");
    voice.warn("NOT RESTORED");
    expect(await readFile(file, "utf8")).toBe(
      "1970-01-01T00:00:00.000Z armed\n1970-01-01T00:00:00.000Z NOT RESTORED\n",
    );
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    voice.note("third");
    expect(await readFile(file, "utf8")).toBe("1970-01-01T00:00:00.000Z third\n");
    expect(await readFile(`${file}.1`, "utf8")).toContain("NOT RESTORED");
    expect(said).toEqual(["NOT RESTORED\n"]);
  });

  it("does not throw where nothing can be written", () => {
    const file = join(folder, "nowhere", "run-0001.log");
    const voice = openVoice({ file, nowMs: () => 0, toPeople: () => undefined });
    expect(() => voice.warn("NOT RESTORED")).not.toThrow();
  });
});
