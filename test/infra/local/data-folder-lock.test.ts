import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { lockDataFolder } from "../../../infra/local/data-folder-lock.ts";
import { startTicks } from "../../../infra/local/process/process-identity.ts";
import { tempFolder } from "./temp-folder.ts";

const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5);
const LOCK = "isochrone.lock";

const holder = (pid: number, ticks: number | null) =>
  JSON.stringify({ pid, startTicks: ticks, startedAtMs: NOW_MS, nonce: "of-another-program" });

async function deadPid(): Promise<number> {
  const child = spawn("true");
  await once(child, "close");
  return child.pid ?? 0;
}

describe("infra/local/data-folder-lock", () => {
  it("makes the folder private, holds it, and leaves nothing when it is released", async () => {
    const folder = join(await tempFolder(), "deep", "data");
    const lock = await lockDataFolder(folder, NOW_MS);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(await readdir(folder)).toEqual([LOCK]);
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it("refuses a folder that a running process holds, naming process, folder and mend", async () => {
    const folder = await tempFolder();
    const other = spawn("sleep", ["600"]);
    onTestFinished(() => void other.kill("SIGKILL"));
    const pid = other.pid ?? 0;
    await writeFile(join(folder, LOCK), holder(pid, startTicks(pid)));
    const failure = await lockDataFolder(folder, NOW_MS).catch((error) => error);
    expect(failure.message).toBe(
      `Isochrone already runs on the data folder ${folder} (process ${pid}, since 2026-01-02T03:04:05Z).`,
    );
    expect(failure.mend).toMatch(new RegExp(`kill ${pid}.*--data-dir`));
    expect(await readFile(join(folder, LOCK), "utf8")).toBe(holder(pid, startTicks(pid)));
    expect(await readdir(folder)).toEqual([LOCK]);
  });

  it("takes over the lock of a process that has ended", async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, LOCK), holder(await deadPid(), 1));
    await (await lockDataFolder(folder, NOW_MS)).release();
  });

  it.skipIf(startTicks(process.pid) === null)(
    "takes over the lock of an ended process whose number another process has now",
    async () => {
      const folder = await tempFolder();
      await writeFile(join(folder, LOCK), holder(process.pid, (startTicks(process.pid) ?? 0) - 1));
      await (await lockDataFolder(folder, NOW_MS)).release();
    },
  );

  it("takes over a lock that is cut short", async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, LOCK), '{"pid": 1');
    await (await lockDataFolder(folder, NOW_MS)).release();
  });

  it("gives a stale lock to one of several that want it at once", async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, LOCK), holder(await deadPid(), 1));
    const tries = Array.from({ length: 8 }, () => lockDataFolder(folder, NOW_MS));
    const taken = (await Promise.allSettled(tries)).filter((one) => one.status === "fulfilled");
    expect(taken).toHaveLength(1);
    expect(await readdir(folder)).toEqual([LOCK]);
  });

  it("does not release a lock that has become another's", async () => {
    const folder = await tempFolder();
    const lock = await lockDataFolder(folder, NOW_MS);
    await writeFile(join(folder, LOCK), holder(1, null));
    await lock.release();
    expect(await readdir(folder)).toEqual([LOCK]);
  });

  it("says in words why a folder cannot be used, and what to do", async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, "file"), "");
    const failure = await lockDataFolder(join(folder, "file", "x"), NOW_MS).catch((error) => error);
    expect(failure.message).toMatch(/cannot be written: a part of the path is a file/);
    expect(failure.mend).toContain("--data-dir");
    await expect(lockDataFolder(join(folder, "y".repeat(300)), NOW_MS)).rejects.toThrow(
      /the path is too long/,
    );
  });

  it.runIf(process.platform === "linux")(
    "does not try for ever where no folder can be made",
    async () => {
      await expect(lockDataFolder("/proc/isochrone/data", NOW_MS)).rejects.toThrow(
        /\/proc\/isochrone\/data cannot be written: no folder can be made there/,
      );
    },
  );
});
