import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { platform, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const MODULE = fileURLToPath(
  new URL("../../../probe/privilege/thread-priority.ts", import.meta.url),
);

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "isochrone-priority-"));
  // For the user that a process becomes.
  await chmod(folder, 0o755);
  await build({
    entryPoints: [MODULE],
    bundle: true,
    format: "esm",
    platform: "node",
    outfile: join(folder, "priority.mjs"),
  });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Policy (0 usual, 2 round robin; sched(7)), niceness and number of a thread, as proc(5) has them. */
interface Seen {
  id: number;
  policy: number;
  niceness: number;
}

/** The program that is tried: `body` in its main thread; its other thread raises its own priority. */
const program = (body: string) => `
  import { lendPriority, raisePriority } from "./priority.mjs";
  import { readFileSync } from "node:fs";
  import { isMainThread, parentPort, Worker } from "node:worker_threads";
  function look() {
    const stat = readFileSync("/proc/thread-self/stat", "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { id: Number.parseInt(stat), policy: Number(fields[38]), niceness: Number(fields[16]) };
  }
  function lookInThread() {
    const thread = new Worker(new URL(import.meta.url));
    return new Promise((resolve) => thread.once("message", resolve));
  }
  if (isMainThread) console.log(JSON.stringify(await (async () => { ${body} })()));
  else {
    raisePriority();
    parentPort.postMessage(look());
  }`;

/** What the body returns. It runs in a process of its own, whose priority does not matter to the tests. */
async function run<Result>(body: string): Promise<Result> {
  const path = join(folder, "program.mjs");
  await writeFile(path, program(body));
  return JSON.parse(execFileSync(process.execPath, [path], { encoding: "utf8" })) as Result;
}

async function fakeChrt(script: string): Promise<string> {
  const path = join(folder, "chrt");
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

async function mayRaise(): Promise<boolean> {
  return (await run<string>("return raisePriority()")) === "realtime";
}

describe.skipIf(platform() !== "linux")("probe/privilege/thread-priority", () => {
  it("asks chrt to make the calling thread a real-time one, and none that it starts", async () => {
    const chrt = await fakeChrt(`echo "$@" > ${join(folder, "called")}`);
    const { priority, id } = await run<{ priority: string; id: number }>(
      `return { priority: raisePriority({ chrt: ${JSON.stringify(chrt)} }), id: look().id }`,
    );
    expect(priority).toBe("realtime");
    const called = await readFile(join(folder, "called"), "utf8");
    expect(called).toBe(`--rr --reset-on-fork --pid 1 ${id}\n`);
  });

  it("tells what it got where real time is refused or chrt is not there", async () => {
    for (const chrt of [await fakeChrt("exit 1"), join(folder, "none")]) {
      const { priority, niceness } = await run<Seen & { priority: string }>(
        `return { priority: raisePriority({ chrt: ${JSON.stringify(chrt)} }), ...look() }`,
      );
      expect(priority).toBe(niceness < 0 ? "high" : "usual");
    }
  });

  it("lends niceness where chrt is not there, and takes it back", async () => {
    const none = JSON.stringify(join(folder, "none"));
    const [before, after] = await run<[Seen, Seen]>(
      `const before = look(); lendPriority(${none})(); return [before, look()]`,
    );
    expect(after).toEqual(before);
  });

  it("lends real time to a thread started by root that is then somebody else", async ({ skip }) => {
    if (process.getuid?.() !== 0 || !(await mayRaise()))
      skip("needs root with CAP_SYS_NICE, and chrt");
    const [thread, main] = await run<[Seen, Seen]>(`
      const giveBack = lendPriority();
      process.setgid(65534);
      process.setuid(65534);
      const thread = lookInThread();
      giveBack();
      return [await thread, look()];`);
    expect([thread.policy & 0xff, main.policy]).toEqual([2, 0]);
  });
});
