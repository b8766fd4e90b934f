import { fork } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Assignment } from "../../../probe/contract/assignment.ts";
import { Batch } from "../../../probe/contract/batch.ts";
import { bundleProbe } from "../../helpers/probe-bundle.ts";
import { freePort, readBody, startHttpServer } from "../helpers/http-server.ts";

const TOKEN = "0123456789abcdef";
const closers: (() => unknown)[] = [];
let dir = "";
let program = "";
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "isochrone-metrics-"));
  program = join(dir, "isochrone-probe.mjs");
  await bundleProbe(program);
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** A controller that assigns one target, and takes every batch. */
async function startController() {
  const batches: Batch[] = [];
  const target = await startHttpServer((_request, response) => response.end("ok"));
  closers.push(target.close);
  const assignment: Assignment = {
    wireVersion: 1,
    vantage: "office",
    version: "v1",
    batchIntervalMs: 500,
    runs: [],
    rounds: [
      {
        id: "echo",
        metric: "echo_rtt",
        intervalMs: 50,
        spreadMs: 0,
        timeoutMs: 1_000,
        targets: [{ service: "shop", entry: "direct", endpoint: "eu", url: target.url }],
      },
    ],
  };
  const server = await startHttpServer((request, response) => {
    if (request.method === "GET") {
      response.setHeader("etag", '"v1"').end(JSON.stringify(assignment));
      return;
    }
    void readBody(request).then((body) => {
      const isGzip = request.headers["content-encoding"] === "gzip";
      const batch = Batch.parse(JSON.parse((isGzip ? gunzipSync(body) : body).toString("utf8")));
      batches.push(batch);
      const { vantage, boot, seq } = batch;
      response.writeHead(202).end(JSON.stringify({ vantage, boot, seq, assignmentVersion: "v1" }));
    });
  });
  closers.push(server.close);
  return { batches, url: server.url };
}

async function startProbe(controllerUrl: string, metrics: object | null) {
  const config = join(dir, `probe-${Math.random()}.json`);
  const file = {
    controllerUrl,
    vantages: [{ id: "office", token: TOKEN }],
    spoolDir: `${config}-spool`,
    allow: ["127.0.0.0/8"],
    runAs: "root",
    ...(metrics === null ? {} : { metrics }),
  };
  await writeFile(config, JSON.stringify(file), { mode: 0o600 });
  const child = fork(program, ["run", "--config", config], { silent: true });
  let stderr = "";
  child.stderr?.on("data", (chunk) => {
    stderr += String(chunk);
  });
  const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
  closers.push(async () => {
    child.kill("SIGKILL");
    await exit;
  });
  return { child, exit, stderr: () => stderr };
}

describe("probe/run/run-probe", () => {
  it("tells its own health to the controller and, where it is to, on a port of its own", async () => {
    const { url, batches } = await startController();
    const port = await freePort();
    const { child, exit, stderr } = await startProbe(url, { port });
    await expect.poll(() => batches.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(2);
    const { health } = batches.at(-1) as Batch;
    expect(health.runRatio).toBeGreaterThan(0);
    for (const name of [
      "uncertaintyP99Us",
      "loopDelayP99Us",
      "mainLoopDelayP99Us",
      "spooledBytes",
      "cappedAttempts",
    ] as const) {
      expect(health[name], name).toBeGreaterThanOrEqual(0);
    }
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const answered = /^isochrone_probe_attempts_total\{.*outcome="answered".*\} (\d+)$/m.exec(text);
    expect(Number(answered?.[1])).toBeGreaterThan(0);
    const sent = /^isochrone_probe_batches_sent_total\{vantage="office"\} (\d+)$/m.exec(text);
    expect(Number(sent?.[1])).toBeGreaterThan(0);
    const healthz = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect([healthz.status, await healthz.json()]).toEqual([200, { status: "ok", reasons: [] }]);
    expect(stderr()).toContain("/metrics and /healthz are answered");
    child.kill("SIGTERM");
    expect(await exit).toBe(0);
  });

  it("ends with what to mend when the port for its metrics is taken", async () => {
    const { url } = await startController();
    const port = await freePort();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
    closers.push(() => other.close());
    const { exit, stderr } = await startProbe(url, { port });
    expect(await exit).toBe(1);
    expect(stderr()).toContain(`cannot listen on 127.0.0.1 port ${port}: another program listens`);
  });

  it("listens nowhere when nobody asked for it", async () => {
    const { url, batches } = await startController();
    const { stderr } = await startProbe(url, null);
    await expect.poll(() => batches.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(1);
    expect(stderr()).not.toContain("/metrics");
  });
});
