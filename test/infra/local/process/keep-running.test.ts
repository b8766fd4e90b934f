import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openBoundedLog } from "../../../../infra/local/process/bounded-log.ts";
import {
  type ChildProgram,
  startChildProgram,
} from "../../../../infra/local/process/child-program.ts";
import { keepRunning } from "../../../../infra/local/process/keep-running.ts";
import { eventually, runs } from "../eventually.ts";
import { tempFolder } from "../temp-folder.ts";

const POLICY = { limit: 2, windowMs: 600_000, firstDelayMs: 1, longestDelayMs: 5 };

/** A program of which each start is recorded, with its process id as its first message. */
async function program(source: string) {
  const folder = await tempFolder();
  const script = join(folder, "child.mjs");
  await writeFile(script, source);
  const pids: number[] = [];
  const reports: string[] = [];
  const gaveUp: string[] = [];
  const kept = keepRunning({
    name: "lab",
    start: (started: (child: ChildProgram) => void) =>
      new Promise((resolve, reject) => {
        const child = startChildProgram({
          name: "lab",
          script,
          args: [],
          env: process.env,
          log: openBoundedLog(join(folder, "lab.log")),
          onMessage: (message) => {
            pids.push(Number(message));
            resolve();
          },
        });
        started(child);
        void child.ended.then((end) => reject(new Error(`before it was ready: ${end}`)));
      }),
    policy: POLICY,
    graceMs: 300,
    report: (line) => void reports.push(line),
    onGiveUp: (message) => void gaveUp.push(message),
  });
  onTestFinished(() => kept.kill());
  return { kept, pids, reports, gaveUp };
}

const STEADY = "process.send(process.pid); process.on('disconnect', () => process.exit());";

describe("infra/local/process/keep-running", () => {
  it("starts a program again that was killed", async () => {
    const { kept, pids, reports } = await program(STEADY);
    await kept.ready;
    process.kill(pids[0] ?? 0, "SIGKILL");
    await eventually("a second start", () => pids.length === 2);
    expect(reports).toEqual(["the lab died (ended by SIGKILL); it starts again in 0.001 s"]);
    await kept.stop();
    expect(await runs(pids[1] ?? 0)).toBe(false);
  });

  it("gives up after the limit, with the last words of the program", async () => {
    const { kept, pids, gaveUp } = await program(
      "process.send(1); console.error('cannot bind'); setTimeout(() => process.exit(9), 20);",
    );
    await kept.ready;
    await eventually("giving up", () => gaveUp.length === 1);
    expect(pids).toHaveLength(3);
    expect(gaveUp).toEqual(["The lab died 3 times, the last time: exit status 9 | cannot bind"]);
    await kept.stop();
  });

  it("rejects when the first start fails, and does not try again", async () => {
    const { kept, pids, reports } = await program("process.exit(3);");
    await expect(kept.ready).rejects.toThrow("before it was ready: exit status 3");
    expect([pids, reports]).toEqual([[], []]);
    await kept.stop();
  });

  it("counts a restart that fails as a death", async () => {
    const { kept, pids, gaveUp } = await program(`
      import { existsSync, writeFileSync } from "node:fs";
      const mark = new URL("mark", import.meta.url);
      if (existsSync(mark)) process.exit(4);
      writeFileSync(mark, "");
      process.send(process.pid, () => process.exit(5));`);
    await kept.ready;
    await eventually("giving up", () => gaveUp.length === 1);
    expect(pids).toHaveLength(1);
    expect(gaveUp[0]).toContain("before it was ready: exit status 4");
  });

  it("kills a program that does not end when asked", async () => {
    const { kept, pids } = await program(
      "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); process.send(process.pid);",
    );
    await kept.ready;
    await kept.stop();
    expect(await runs(pids[0] ?? 0)).toBe(false);
  });
});
