import { spawn, spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Batch, type Contribution } from "../../probe/contract/batch.ts";
import { countInBins } from "../../probe/contract/histogram.ts";
import { PROBE_API } from "../../probe/contract/wire.ts";
import { bundleProbe } from "../helpers/probe-bundle.ts";
import { createFakePrograms, type FakePrograms, fakeFping } from "../probe/helpers/fake-program.ts";
import { readBody, startHttpServer } from "../probe/helpers/http-server.ts";

const TOKEN = "0123456789abcdef";
const FPING = "fping";
const isInstalled = spawnSync(FPING, ["-c", "1", "127.0.0.1"]).status === 0;

let programs: FakePrograms;
const closers: (() => unknown)[] = [];
beforeEach(async () => {
  programs = await createFakePrograms();
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await programs.remove();
});

/** A controller that assigns pings and takes batches. */
async function startController(url: string) {
  const contributions: Contribution[] = [];
  const target = { service: "shop", entry: "direct", endpoint: "eu", url } as const;
  const timing = { intervalMs: 100, spreadMs: 0, timeoutMs: 300 };
  const assignment = {
    wireVersion: 1,
    vantage: "office",
    version: "v1",
    batchIntervalMs: 500,
    rounds: [{ id: "shop/icmp_rtt", metric: "icmp_rtt", ...timing, targets: [target] }],
  };
  const server = await startHttpServer((request, response) => {
    if (request.url?.startsWith(PROBE_API.assignment)) {
      response.setHeader("etag", '"v1"').end(JSON.stringify(assignment));
      return;
    }
    void readBody(request).then((body) => {
      const isGzip = request.headers["content-encoding"] === "gzip";
      const batch = Batch.parse(JSON.parse((isGzip ? gunzipSync(body) : body).toString("utf8")));
      contributions.push(...batch.contributions);
      const { vantage, boot, seq } = batch;
      response.writeHead(202).end(JSON.stringify({ vantage, boot, seq, assignmentVersion: "v1" }));
    });
  });
  closers.push(server.close);
  return { contributions, server };
}

async function startProbe(controllerUrl: string, path: string) {
  const program = join(programs.dir, "isochrone-probe.mjs");
  await bundleProbe(program);
  const config = join(programs.dir, "probe.json");
  const file = {
    controllerUrl,
    vantages: [{ id: "office", token: TOKEN }],
    spoolDir: join(programs.dir, "spool"),
    // The folder is its maker's alone.
    runAs: "root",
    allow: ["127.0.0.0/8", "192.0.2.0/24"],
  };
  await writeFile(config, JSON.stringify(file), { mode: 0o600 });
  const env = { ...process.env, PATH: path };
  const child = spawn(process.execPath, [program, "run", "--config", config], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  child.stderr.on("data", (chunk: Buffer) => {
    log += chunk.toString();
  });
  const exit = new Promise((resolve) => child.once("exit", resolve));
  closers.push(async () => {
    child.kill("SIGKILL");
    await exit;
  });
  return { child, exit, log: () => log };
}

const answered = (contributions: readonly Contribution[]) =>
  contributions.reduce((sum, { bins }) => sum + countInBins(bins), 0);

describe("integration: pings by the probe", () => {
  it.each(["SIGKILL", "SIGTERM"] as const)(
    "delivers what fping measured, and leaves no fping behind after %s",
    async (signal) => {
      const pidFile = join(programs.dir, "pid");
      await programs.write("fping", fakeFping(`echo $$ > ${pidFile}`));
      const { contributions, server } = await startController("icmp://192.0.2.1");
      const path = `${programs.dir}:${process.env["PATH"]}`;
      const { child, exit } = await startProbe(server.url, path);
      await expect.poll(() => answered(contributions), { timeout: 15_000 }).toBeGreaterThan(4);
      expect(contributions[0]).toMatchObject({ metric: "icmp_rtt", minUs: 1_250, endpoint: "eu" });
      const pid = Number(await readFile(pidFile, "utf8"));
      child.kill(signal);
      await exit;
      await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
    },
  );

  it.runIf(isInstalled)("does so with the fping that is installed", async () => {
    const { contributions, server } = await startController("icmp://127.0.0.77");
    const { child, exit } = await startProbe(server.url, process.env["PATH"] ?? "");
    await expect.poll(() => answered(contributions), { timeout: 15_000 }).toBeGreaterThan(4);
    expect(fpingsTo("127.0.0.77")).toHaveLength(1);
    child.kill("SIGKILL");
    await exit;
    await expect.poll(() => fpingsTo("127.0.0.77"), { timeout: 5_000 }).toEqual([]);
  });

  it("tells that fping is missing, in its log and in every attempt", async () => {
    const { contributions, server } = await startController("icmp://192.0.2.1");
    const { log } = await startProbe(server.url, programs.dir);
    const failed = () =>
      contributions.reduce((sum, { failures }) => sum + (failures.probe ?? 0), 0);
    await expect.poll(failed, { timeout: 15_000 }).toBeGreaterThan(4);
    expect(answered(contributions)).toBe(0);
    expect(log().match(/install the package fping/g)).toHaveLength(1);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Processes of fping that have this address among their arguments (Linux). */
function fpingsTo(address: string): string[] {
  const { stdout } = spawnSync("sh", ["-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '"]);
  return (
    stdout.toString().match(new RegExp(`fping [^/]*${address.replaceAll(".", "\\.")}`, "g")) ?? []
  );
}
