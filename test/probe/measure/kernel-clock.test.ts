import { spawnSync } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { KernelClock } from "../../../probe/measure/kernel-clock.ts";
import type { SocketPair } from "../../../probe/measure/socket-line.ts";

const SS = "ss";
const isInstalled = spawnSync(SS, ["-tinHO"]).status === 0;
const closers: (() => unknown)[] = [];
let dir = "";
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "isochrone-ss-"));
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const pair = (localPort: number, remotePort = 443): SocketPair => ({
  localAddress: "192.0.2.1",
  localPort,
  remoteAddress: "192.0.2.9",
  remotePort,
});
const line = (localPort: number, rttMs: string) =>
  `ESTAB 0 0 192.0.2.1:${localPort} 192.0.2.9:443 cubic rto:204 rtt:${rttMs}/1 minrtt:${rttMs}`;

/** A program in the place of ss, which also notes how it was called. */
async function fake(name: string, script: string): Promise<{ command: string; calls: string }> {
  const command = join(dir, name);
  const calls = `${command}.calls`;
  await writeFile(command, `#!/bin/sh\necho "$*" >> ${calls}\n${script}\n`);
  await chmod(command, 0o755);
  return { command, calls };
}

function clockOf(command: string) {
  const troubles: string[] = [];
  return { troubles, clock: new KernelClock((reason) => troubles.push(reason), command) };
}

describe("probe/measure/kernel-clock", () => {
  it("answers many connections by one look, each with its own time", async () => {
    const script = `echo "${line(5_001, "10.5")}"; echo "${line(5_002, "240.125")}"`;
    const { command, calls } = await fake("many", script);
    const { clock, troubles } = clockOf(command);
    const times = await Promise.all([pair(5_002), pair(5_001)].map((each) => clock.read(each)));
    expect(times.map((time) => time?.rttUs)).toEqual([240_125, 10_500]);
    expect(troubles).toEqual([]);
    expect(await readFile(calls, "utf8")).toBe("-tinHO dst 192.0.2.9:443\n");
    await clock.read({ ...pair(5_001), remoteAddress: "2001:db8::1" });
    expect(await readFile(calls, "utf8")).toContain("-tinHO dst [2001:db8::1]:443\n");
  });

  it("looks again for those that come while it is looking", async () => {
    const { command, calls } = await fake("again", `sleep 0.1; echo "${line(5_001, "1")}"`);
    const { clock } = clockOf(command);
    const first = clock.read(pair(5_001));
    await new Promise((resolve) => setTimeout(resolve, 60));
    const second = clock.read(pair(5_001));
    expect([await first, await second].map((time) => time?.rttUs)).toEqual([1_000, 1_000]);
    expect((await readFile(calls, "utf8")).trim().split("\n")).toHaveLength(2);
  });

  it("says once that a connection is not in the list", async () => {
    const { command } = await fake("missing", `echo "${line(5_001, "1")}"`);
    const { clock, troubles } = clockOf(command);
    expect(await clock.read(pair(5_003))).toBeNull();
    expect(await clock.read(pair(5_001, 444))).toBeNull();
    expect(await clock.read(pair(5_001))).toEqual({ rttUs: 1_000, retransmits: 0 });
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toContain("does not list every connection");
  });

  it("gives up for good, and says why, where ss is missing or too old", async () => {
    const missing = clockOf(join(dir, "no-such-program"));
    expect(await missing.clock.read(pair(1))).toBeNull();
    expect(await missing.clock.read(pair(2))).toBeNull();
    expect(missing.troubles).toEqual([
      expect.stringContaining("is not installed (package iproute2)"),
    ]);

    const { command, calls } = await fake("old", `echo "ss: invalid option -- 'O'" >&2; exit 255`);
    const old = clockOf(command);
    expect(await Promise.all([old.clock.read(pair(1)), old.clock.read(pair(2))])).toEqual([
      null,
      null,
    ]);
    expect(await old.clock.read(pair(3))).toBeNull();
    expect(old.troubles).toEqual([expect.stringContaining("invalid option -- 'O'")]);
    expect((await readFile(calls, "utf8")).trim().split("\n")).toHaveLength(1);
  });

  it.runIf(isInstalled)(
    "times real connections by the ss that is installed (skipped where it is not)",
    async () => {
      const server = createServer((socket) =>
        socket.on("error", () => undefined).write("220 hi\n"),
      );
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      closers.push(() => server.close());
      const { port } = server.address() as { port: number };
      const { clock, troubles } = clockOf(SS);
      const times = await Promise.all(
        Array.from({ length: 5 }, async () => {
          const socket = await connected(port);
          return clock.read({
            localAddress: socket.localAddress ?? "",
            localPort: socket.localPort ?? 0,
            remoteAddress: socket.remoteAddress ?? "",
            remotePort: socket.remotePort ?? 0,
          });
        }),
      );
      expect(troubles).toEqual([]);
      for (const time of times) {
        expect(time).toMatchObject({ retransmits: 0 });
        expect(time?.rttUs).toBeGreaterThan(0);
        // The handshake alone; anything near a second would be a retransmission's.
        expect(time?.rttUs).toBeLessThan(500_000);
      }
    },
  );
});

async function connected(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  closers.push(() => socket.destroy());
  await new Promise((resolve) => socket.once("connect", resolve));
  return socket;
}
