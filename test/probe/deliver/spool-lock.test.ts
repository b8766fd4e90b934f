import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTicks } from "../../../probe/deliver/process-start.ts";
import { lockSpool, SpoolInUseError } from "../../../probe/deliver/spool-lock.ts";

let dir = "";
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "isochrone-lock-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const leaveLock = (pid: number, ticks: number | null) =>
  writeFile(join(dir, "lock"), JSON.stringify({ pid, startTicks: ticks, nonce: "other" }));

describe("probe/deliver/spool-lock", () => {
  it("keeps a second probe out, naming the first and the mend, until it is released", async () => {
    const lock = await lockSpool(dir, "office");
    const refused = lockSpool(dir, "office");
    await expect(refused).rejects.toBeInstanceOf(SpoolInUseError);
    await expect(refused).rejects.toThrow(`in use by process ${process.pid}: stop that probe, or`);
    await lock.release();
    await (await lockSpool(dir, "office")).release();
    expect(await readdir(dir)).toEqual([]);
  });

  it("takes over from a process that has ended, or whose number another one has now", async () => {
    const child = spawn(process.execPath, ["-e", ""]);
    const { pid = 0 } = child;
    await once(child, "exit");
    await leaveLock(pid, null);
    await (await lockSpool(dir, "office")).release();
    const ticks = startTicks(process.ppid);
    if (typeof ticks === "number") {
      await leaveLock(process.ppid, ticks - 1);
      await (await lockSpool(dir, "office")).release();
      await leaveLock(process.ppid, ticks);
      await expect(lockSpool(dir, "office")).rejects.toBeInstanceOf(SpoolInUseError);
    }
  });

  it("takes over a lock that cannot be read, and gives it to one of many", async () => {
    await writeFile(join(dir, "lock"), '{"half');
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => lockSpool(dir, "office")));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(JSON.parse(await readFile(join(dir, "lock"), "utf8"))).toMatchObject({
      pid: process.pid,
    });
  });
});
