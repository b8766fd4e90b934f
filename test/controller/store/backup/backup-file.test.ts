import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BackupHeader, KeyLine } from "../../../../controller/store/backup/backup-format.ts";
import { openBackup } from "../../../../controller/store/backup/backup-reader.ts";
import { writeBackup } from "../../../../controller/store/backup/backup-writer.ts";

const HEADER: BackupHeader = {
  isochroneBackup: 1,
  schema: 1,
  release: "0.1.0",
  environment: "lab",
  createdAtMs: 1_800_000_000_000,
  contents: ["configuration", "evidence", "recommendations"],
  leftOut: ["sessions"],
  waitingBatches: 0,
};
const SECTIONS = { configuration: 0, evidence: 3_000, recommendations: 0 };
/** Enough that the text is read in several pieces. */
const LINES: KeyLine[] = Array.from({ length: 3_000 }, (_, at) => ({
  key: `iso:m:{v}:${at}`,
  type: "hash",
  expiresAtMs: 1_800_000_000_000 + at,
  items: ["0", { b64: Buffer.from([0xff, at % 256]).toString("base64") }],
}));

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "isochrone-backup-"));
  path = join(folder, "b.isochrone");
});
afterEach(() => rm(folder, { recursive: true }));

async function write(): Promise<void> {
  const writer = await writeBackup(path, HEADER);
  for (const line of LINES) await writer.line(line);
  await writer.finish(SECTIONS);
}

async function check() {
  const file = await openBackup(path);
  try {
    return await file.check(new AbortController().signal);
  } finally {
    await file.close();
  }
}

/** Lets the text of a sound file be changed, and writes it back compressed. */
async function alter(change: (text: string) => string): Promise<void> {
  await writeFile(path, gzipSync(change(gunzipSync(await readFile(path)).toString())));
}

describe("controller/store/backup/backup-writer", () => {
  it("writes a file that reads back as it was, for its owner alone", async () => {
    await write();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(["b.isochrone"]);
    const { header, trailer } = await check();
    expect(header).toEqual(HEADER);
    expect(trailer).toMatchObject({ lines: 3_000, keys: 3_000, sections: SECTIONS });
    const file = await openBackup(path);
    const lines: KeyLine[] = [];
    for await (const line of file.lines()) lines.push(line);
    expect(lines).toEqual(LINES);
    await file.close();
  });

  it("has no file under the name before the end, and none at all once discarded", async () => {
    await writeFile(path, "an earlier backup");
    const writer = await writeBackup(path, HEADER);
    await writer.line(LINES[0] as KeyLine);
    expect(await readFile(path, "utf8")).toBe("an earlier backup");
    expect(await readdir(folder)).toHaveLength(2);
    await writer.discard();
    expect(await readdir(folder)).toEqual(["b.isochrone"]);
  });

  it("says why a file cannot be written, and leaves nothing", async () => {
    const nowhere = join(folder, "no", "such", "b.isochrone");
    await expect(writeBackup(nowhere, HEADER)).rejects.toMatchObject({
      code: "file_not_written",
      message: `${nowhere} cannot be written: its folder does not exist`,
    });
    // The name is a folder: that shows only when the finished file is to get it.
    const writer = await writeBackup(folder, HEADER);
    await expect(writer.finish(SECTIONS)).rejects.toThrow("it is a folder");
    await writer.discard();
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("controller/store/backup/backup-reader", () => {
  it.each([0.1, 0.5, 0.99])("refuses a file of which %d are there", async (share) => {
    await write();
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, Math.floor(bytes.length * share)));
    await expect(check()).rejects.toMatchObject({ code: "backup_cut_off" });
  });

  it("refuses a file whose last lines are missing, however well it is compressed", async () => {
    await write();
    await alter((text) => text.split("\n").slice(0, -2).join("\n"));
    await expect(check()).rejects.toMatchObject({ code: "backup_cut_off" });
    await write();
    await alter((text) => text.slice(0, -40));
    await expect(check()).rejects.toMatchObject({ code: "backup_cut_off" });
  });

  it.each<[string, (text: string) => string]>([
    ["another value", (text) => text.replace('"iso:m:{v}:7"', '"iso:m:{v}:8"')],
    ["another header", (text) => text.replace('"lab"', '"prod"')],
    ["a line less", (text) => text.replace(/\n\{"key":"iso:m:\{v\}:9".*\n/, "\n")],
    ["a foreign key", (text) => text.replace('"iso:m:{v}:7"', '"other:7"')],
    ["an unknown type", (text) => text.replace('"type":"hash"', '"type":"list"')],
    ["something after its end", (text) => `${text}{"key":"iso:x","type":"none","items":[]}\n`],
    ["a line that is no JSON", (text) => text.replace("\n{", "\nx{")],
  ])("refuses a file with %s", async (_what, change) => {
    await write();
    await alter(change);
    await expect(check()).rejects.toMatchObject({ code: "backup_altered" });
  });

  it("refuses a file in which any byte was turned", async () => {
    await write();
    const bytes = await readFile(path);
    for (let at = 20; at < bytes.length; at += Math.floor(bytes.length / 40)) {
      const turned = Buffer.from(bytes);
      turned[at] = (turned[at] ?? 0) ^ 0x10;
      await writeFile(path, turned);
      await expect(check()).rejects.toMatchObject({ name: "BackupProblem" });
    }
  });

  it("refuses a newer format and names both", async () => {
    await write();
    await alter((text) =>
      text.replace(
        '"isochroneBackup":1,"schema":1,"release":"0.1.0"',
        '"isochroneBackup":2,"release":"0.9.0"',
      ),
    );
    await expect(check()).rejects.toMatchObject({
      code: "newer_format",
      message: `${path} has format 2; this release reads up to format 1`,
      mend: "Restore it with Isochrone 0.9.0 or newer.",
    });
  });

  it.each([
    ["text", "hello, this is no backup at all"],
    ["nothing", ""],
    ["compressed text", gzipSync("hello\n")],
    ["compressed nothing", gzipSync("")],
    ["other JSON", gzipSync('{"a":1}\n')],
  ])("refuses %s", async (_what, content) => {
    await writeFile(path, content);
    const error = await check().catch((problem: unknown) => problem);
    expect(error).toMatchObject({ name: "BackupProblem" });
    expect(["no_backup", "backup_cut_off"]).toContain((error as { code: string }).code);
  });

  it("says that there is no such file, or that it is a folder", async () => {
    await expect(check()).rejects.toMatchObject({ message: `there is no file ${path}` });
    path = folder;
    await expect(check()).rejects.toMatchObject({ code: "no_backup" });
  });
});
