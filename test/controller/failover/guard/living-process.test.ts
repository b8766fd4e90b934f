import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import {
  isAlive,
  nameOf,
  parseStat,
} from "../../../../controller/failover/guard/living-process.ts";

const fields = Array.from({ length: 30 }, (_, at) => String(at + 4)).join(" ");

describe("failover/guard/living-process", () => {
  it.each([
    [`7 (node) S ${fields}`, { state: "S", startTicks: 22 }],
    [`7 (a) b (c) Z ${fields}`, { state: "Z", startTicks: 22 }],
    ["7 (node) S 1 2", null],
    ["", null],
  ])("reads %j", (stat, parsed) => {
    expect(parseStat(stat)).toEqual(parsed);
  });

  it("knows a living process, and no other one of the same number", () => {
    const name = nameOf(process.pid);
    expect(isAlive(name)).toBe(true);
    expect(isAlive({ pid: process.pid, startTicks: null })).toBe(true);
    if (name.startTicks === null) return;
    expect(isAlive({ ...name, startTicks: name.startTicks + 1 })).toBe(false);
  });

  it("knows that a process has ended", async () => {
    const child = spawn(process.execPath, ["-e", ""], { stdio: "ignore" });
    const name = nameOf(child.pid ?? 0);
    await once(child, "exit");
    expect(isAlive(name)).toBe(false);
  });
});
