import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openBoundedLog } from "../../../../infra/local/process/bounded-log.ts";
import { tempFolder } from "../temp-folder.ts";

describe("infra/local/process/bounded-log", () => {
  it("moves a full log aside once and goes on", async () => {
    const path = join(await tempFolder(), "logs", "a.log");
    const log = openBoundedLog(path, 10);
    for (const line of ["first\n", "second\n", "third\n"]) log.write(line);
    expect(await readFile(path, "utf8")).toBe("third\n");
    expect(await readFile(`${path}.1`, "utf8")).toBe("second\n");
  });

  it("goes on with a log that is there, and lets nobody else read it", async () => {
    const path = join(await tempFolder(), "a.log");
    openBoundedLog(path, 10).write("12345678");
    openBoundedLog(path, 10).write("abcdef");
    expect(await readFile(`${path}.1`, "utf8")).toBe("12345678");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("does not throw where it cannot write", async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, "file"), "");
    const log = openBoundedLog(join(folder, "file", "a.log"));
    expect(() => log.write("lost")).not.toThrow();
  });
});
