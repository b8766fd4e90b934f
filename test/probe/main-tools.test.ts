import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { bundleProbe } from "../helpers/probe-bundle.ts";
import { createFakePrograms } from "./helpers/fake-program.ts";

let dir = "";
let program = "";
const closers: (() => unknown)[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "isochrone-tools-"));
  program = join(dir, "isochrone-probe.mjs");
  await bundleProbe(program);
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(() => rm(dir, { recursive: true, force: true }));

function cli(...parameters: string[]) {
  const child = spawn(process.execPath, [program, ...parameters], {
    env: { ...process.env, NO_COLOR: "1" },
  });
  closers.push(() => child.kill("SIGKILL"));
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    stderr += String(chunk);
  });
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, exit, stdout: () => stdout, stderr: () => stderr };
}

const json = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const until = (isSo: () => boolean) => vi.waitUntil(isSo, { timeout: 10_000 });

describe("probe/main with the tools of its machine", () => {
  it("splits the time of UDP echoes where chronyd keeps both clocks", async () => {
    const tools = await createFakePrograms();
    closers.push(tools.remove);
    const kept = "0.0000010,0.000001,0.000001,1.0,0.0,0.1,0.0004,0.0001,16.2,Normal";
    await tools.write("chronyc", `echo "A9FEA97B,169.254.169.123,4,1795551199.1,${kept}"`);
    const before = process.env["PATH"];
    process.env["PATH"] = `${tools.dir}:${before}`;
    const reflector = cli("reflect", "--listen", "127.0.0.1:0", "--run-as", "root");
    await until(() => reflector.stderr().includes("listens"));
    const { port } = json(reflector.stderr())[0] as { port: number };
    const fast = ["--count", "5", "--interval", "20ms"];
    const knowing = cli("measure", `udp://127.0.0.1:${port}`, ...fast, "--json");
    expect(await knowing.exit).toBe(0);
    await tools.write("chronyc", "echo '506 Cannot talk to daemon'; exit 1");
    const unknowing = cli("measure", `udp://127.0.0.1:${port}`, ...fast);
    process.env["PATH"] = before;
    const lines = json(knowing.stdout());
    const { oneWay } = lines.at(-1) as { oneWay: { values: number; errorUs: number } | null };
    expect(oneWay?.values).toBeGreaterThan(0);
    // Twice 0.301 ms of chronyd's, and how finely both processes read their clocks.
    expect(oneWay?.errorUs).toBeGreaterThanOrEqual(602);
    expect(oneWay?.errorUs).toBeLessThan(1_700);
    expect(await unknowing.exit).toBe(0);
    expect(unknowing.stdout()).toContain("one-way delays are not known");
  });

  it("shows the path to a host with the tool that is installed, and says how to get one", async () => {
    const before = process.env["PATH"];
    const tools = await createFakePrograms();
    closers.push(tools.remove);
    process.env["PATH"] = tools.dir;
    const without = cli("path", "127.0.0.1");
    expect(await without.exit).toBe(1);
    await tools.write("traceroute", 'echo " 1  127.0.0.1  0.5 ms  0.4 ms *"');
    const text = cli("path", "localhost", "-4");
    const wrong = cli("path", "127.0.0.1", "-6", "--json");
    process.env["PATH"] = before;
    expect(without.stderr()).toContain("install the package mtr-tiny");
    expect(await text.exit).toBe(2);
    expect(text.stdout()).toContain("1  127.0.0.1   33.3    3  0.40  0.45");
    expect(await wrong.exit).toBe(64);
    expect(json(wrong.stdout())).toMatchObject([{ type: "error", code: "usage" }]);
  });
});
