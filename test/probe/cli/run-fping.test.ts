import { spawnSync } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Sample } from "../../../probe/cli/measure-summary.ts";
import { type FpingOptions, runFping } from "../../../probe/cli/run-fping.ts";

const FPING = "fping";
const isInstalled = spawnSync(FPING, ["-c", "1", "127.0.0.1"]).status === 0;
const options: FpingOptions = {
  count: 3,
  intervalMs: 20,
  timeoutMs: 500,
  sourceAddress: null,
};
let dir = "";
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "isochrone-fping-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function run(command: string): Promise<Sample[]> {
  const samples: Sample[] = [];
  const never = new AbortController().signal;
  await runFping("127.0.0.1", options, (sample) => samples.push(sample), never, command);
  return samples;
}

/** A program that writes what fping wrote, with its exit code. */
async function recorded(name: string, script: string): Promise<string> {
  const path = join(dir, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

describe("probe/cli/run-fping", () => {
  it.runIf(isInstalled)(
    "measures the loopback address with the fping that is installed",
    async () => {
      const samples = await run(FPING);
      expect(samples.map(({ seq }) => seq)).toEqual([1, 2, 3]);
      expect(samples.every(({ outcome }) => outcome.kind === "answer")).toBe(true);
    },
  );

  it("reads replies and time-outs, and tells what fping is silent about as not sent", async () => {
    const command = await recorded(
      "mixed",
      `echo "127.0.0.1 : [0], 64 bytes, 0.079 ms (0.079 avg, 0% loss)"
       echo "127.0.0.1 : [1], timed out (0.079 avg, 50% loss)"
       echo "127.0.0.1 : xmt/rcv/%loss = 2/1/50%" >&2
       sleep 0.05
       exit 1`,
    );
    const samples = await run(command);
    expect(samples.map(({ outcome }) => outcome.kind)).toEqual(["answer", "lost", "failure"]);
    expect(samples[0]?.outcome).toMatchObject({ rttUs: 79, phasesUs: { network: 79 } });
    expect(samples[1]?.outcome).toMatchObject({ detail: "no answer within 500 ms" });
    expect(samples[2]?.outcome).toMatchObject({ failure: "unreachable" });
  });

  it.runIf(isInstalled)("goes on until it is stopped", async () => {
    const stop = new AbortController();
    const kinds: string[] = [];
    await runFping(
      "127.0.0.1",
      { ...options, count: Number.POSITIVE_INFINITY },
      ({ outcome }) => {
        kinds.push(outcome.kind);
        if (kinds.length === 4) stop.abort();
      },
      stop.signal,
    );
    expect(kinds.slice(0, 4)).toEqual(Array(4).fill("answer"));
    expect(kinds).not.toContain("lost");
  });

  it("does not take an fping that ends by itself for an endless measurement", async () => {
    const command = await recorded("short", "exit 1");
    const endless = { ...options, count: Number.POSITIVE_INFINITY };
    const never = new AbortController().signal;
    const run = runFping("127.0.0.1", endless, () => undefined, never, command);
    await expect(run).rejects.toThrow("it ended with code 1");
  });

  it("says how to get fping where there is none", async () => {
    await expect(run(join(dir, "none"))).rejects.toThrow(/install the package fping/);
  });

  it("passes on why fping cannot work", async () => {
    const command = await recorded("broken", 'echo "no raw socket" >&2; exit 4');
    await expect(run(command)).rejects.toThrow("fping cannot measure: no raw socket");
  });
});
