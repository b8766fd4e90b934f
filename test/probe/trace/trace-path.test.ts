import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TracePlan } from "../../../probe/trace/hop.ts";
import { tracePath } from "../../../probe/trace/trace-path.ts";
import { createFakePrograms, type FakePrograms } from "../helpers/fake-program.ts";

const TOOLS = ["mtr", "traceroute"] as const;
const PATH = process.env["PATH"] ?? "";
const isInstalled = TOOLS.some((name) => spawnSync(name, ["--help"]).error === undefined);

const PLAN: TracePlan = {
  address: "192.0.2.10",
  protocol: null,
  port: null,
  count: 3,
  sourceAddress: null,
};
const HUB = (host: string) =>
  `{"count":1,"host":"${host}","Loss%":0,"Snt":3,"Last":1,"Avg":1,"Best":1,"Wrst":1,"StDev":0}`;
const mtrTo = (host: string) => `echo '{"report":{"hubs":[${HUB(host)}]}}'`;
const never = new AbortController().signal;

let programs: FakePrograms;
beforeEach(async () => {
  programs = await createFakePrograms();
  // Only what a test puts there is installed, besides the shell's own tools.
  process.env["PATH"] = programs.dir;
});
afterEach(async () => {
  process.env["PATH"] = PATH;
  await programs.remove();
});

/** A tool that notes its arguments. */
async function tool(name: (typeof TOOLS)[number], script: string): Promise<() => Promise<string>> {
  const log = join(programs.dir, `${name}.log`);
  await programs.write(
    name,
    `printf '%s\\n' "$*" > ${log}; echo "$MTR_OPTIONS" >> ${log}\n${script}`,
  );
  return () => readFile(log, "utf8");
}

describe("probe/trace/trace-path", () => {
  it("asks mtr for a report, with nothing but checked words and the literal address", async () => {
    const seen = await tool("mtr", mtrTo("192.0.2.10"));
    process.env["MTR_OPTIONS"] = "--csv";
    const traced = await tracePath({ ...PLAN, sourceAddress: "192.0.2.1" }, never);
    delete process.env["MTR_OPTIONS"];
    expect(traced).toMatchObject({ tool: "mtr", protocol: "icmp", reached: true });
    expect(await seen()).toBe(
      "--report --json --no-dns --report-cycles 3 --address 192.0.2.1 -- 192.0.2.10\n\n",
    );
  });

  it.each([
    [{ protocol: "tcp", port: 443 }, "--tcp --port 443"],
    [{ protocol: "udp", port: 862 }, "--udp --port 862"],
    [{ protocol: "icmp" }, "--report-cycles 3 --"],
  ] as const)("passes %j on to mtr", async (change, words) => {
    const seen = await tool("mtr", mtrTo("192.0.2.1"));
    expect((await tracePath({ ...PLAN, ...change }, never)).reached).toBe(false);
    expect(await seen()).toContain(words);
  });

  it("takes traceroute where there is no mtr, or where mtr cannot work", async () => {
    const answer = 'echo " 1  192.0.2.10  1.0 ms  2.0 ms *"';
    const seen = await tool("traceroute", answer);
    const plan = { ...PLAN, protocol: "tcp", port: 443, count: 50 } as const;
    const expected = { tool: "traceroute", protocol: "tcp", reached: true };
    expect(await tracePath(plan, never)).toMatchObject(expected);
    expect(await seen()).toContain("-n -q 10 -T -p 443 -- 192.0.2.10");
    await tool("mtr", "echo 'mtr-packet: Permission denied' >&2; exit 1");
    expect(await tracePath(plan, never)).toMatchObject(expected);
  });

  it("says what to install, or why the tools cannot work", async () => {
    await expect(tracePath(PLAN, never)).rejects.toThrow(/install the package mtr-tiny/);
    await tool("mtr", "echo 'no raw socket' >&2; exit 1");
    await tool("traceroute", "exit 7");
    await expect(tracePath(PLAN, never)).rejects.toThrow(
      "the path cannot be traced: mtr says: no raw socket; traceroute ended with code 7",
    );
  });

  it.runIf(isInstalled)("traces the loopback address with what is installed", async () => {
    process.env["PATH"] = PATH;
    const traced = await tracePath({ ...PLAN, address: "127.0.0.1", count: 1 }, never);
    expect(traced.reached).toBe(true);
    expect(traced.hops).toMatchObject([{ addresses: ["127.0.0.1"], sent: 1, lossRatio: 0 }]);
  });
});
