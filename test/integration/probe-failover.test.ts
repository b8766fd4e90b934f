import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ArmedRun } from "../../probe/contract/armed-run.ts";
import { type ProbeStretch, StretchBatch } from "../../probe/contract/stretch-batch.ts";
import { PROBE_API } from "../../probe/contract/wire.ts";
import { bundleProbe } from "../helpers/probe-bundle.ts";
import { addressRecord, startDnsServer } from "../probe/helpers/dns-server.ts";
import { freePort, readBody, startHttpServer } from "../probe/helpers/http-server.ts";

const EU = "127.0.0.1";
const US = "127.0.0.2";
const NAME = "app.example";
const AHEAD_MS = 5_000;

const closers: (() => unknown)[] = [];
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "isochrone-failover-"));
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await rm(dir, { recursive: true, force: true });
});

/** A controller whose clock is ahead, and which may be away. */
async function startController() {
  const state: { runs: ArmedRun[]; isAway: boolean } = { runs: [], isAway: false };
  /** Newest version of each stretch, by lane and number. */
  const seen = new Map<string, ProbeStretch>();
  const nowMs = () => Date.now() + AHEAD_MS;

  function assignment() {
    const version = `v${state.runs.length}`;
    return {
      wireVersion: 1,
      vantage: "office",
      version,
      batchIntervalMs: 500,
      rounds: [],
      runs: state.runs,
    };
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const receivedAtMs = nowMs();
    const body = await readBody(request);
    const isGzip = request.headers["content-encoding"] === "gzip";
    const batch: unknown = JSON.parse((isGzip ? gunzipSync(body) : body).toString("utf8"));
    if (request.url === PROBE_API.stretches) {
      for (const stretch of StretchBatch.parse(batch).stretches) {
        const key = `${stretch.laneId} ${stretch.seq}`;
        const before = seen.get(key);
        if (before === undefined || before.count <= stretch.count) seen.set(key, stretch);
      }
    }
    const { vantage, boot, seq } = batch as StretchBatch;
    const { version: assignmentVersion } = assignment();
    const receipt = { vantage, boot, seq, assignmentVersion, receivedAtMs, sentAtMs: nowMs() };
    response.writeHead(202).end(JSON.stringify(receipt));
  }

  const server = await startHttpServer((request, response) => {
    if (state.isAway) {
      response.writeHead(503).end();
    } else if (request.url?.startsWith(PROBE_API.assignment)) {
      const { version } = assignment();
      const isKnown = request.headers["if-none-match"] === `"${version}"`;
      response.setHeader("etag", `"${version}"`).writeHead(isKnown ? 304 : 200);
      response.end(isKnown ? undefined : JSON.stringify(assignment()));
    } else void take(request, response);
  });
  closers.push(server.close);
  const lane = (laneId: string) =>
    [...seen.values()]
      .filter((stretch) => stretch.laneId === laneId)
      .sort((one, other) => one.seq - other.seq);
  return { state, lane, nowMs, url: server.url };
}

/** A service at two addresses of one port, and its name. */
async function startService() {
  const port = await freePort();
  const start = async (id: string, address: string) => {
    const answer = (_request: IncomingMessage, response: ServerResponse) =>
      response.setHeader("x-served-by", id).end();
    const server = await startHttpServer(answer, port, address);
    closers.push(server.close);
    return server;
  };
  const eu = await start("eu", EU);
  await start("us", US);
  let address = EU;
  const dns = await startDnsServer(() => ({ answers: [addressRecord(NAME, address, 0)] }));
  closers.push(dns.close);
  return {
    url: `http://${NAME}:${port}/`,
    dns,
    async failOver() {
      await eu.close();
      address = US;
    },
  };
}

async function startProbe(controllerUrl: string) {
  const program = join(dir, "isochrone-probe.mjs");
  await bundleProbe(program);
  const config = join(dir, "probe.json");
  const file = {
    controllerUrl,
    vantages: [{ id: "office", token: "0123456789abcdef" }],
    spoolDir: join(dir, "spool"),
    runAs: "root",
    allow: ["127.0.0.0/8"],
  };
  await writeFile(config, JSON.stringify(file), { mode: 0o600 });
  const child = spawn(process.execPath, [program, "run", "--config", config], { stdio: "ignore" });
  const exit = new Promise((resolve) => child.once("exit", resolve));
  const kill = async () => {
    child.kill("SIGKILL");
    await exit;
  };
  closers.push(kill);
  return kill;
}

const WITHIN = { timeout: 30_000 };
const changes = (stretches: readonly ProbeStretch[]) =>
  stretches
    .map(({ state, servedBy }) => `${state} ${servedBy}`)
    .filter((change, at, all) => change !== all[at - 1]);

describe("integration: a failover test watched by the probe", () => {
  it("sees it through a controller that is away and its own death", async () => {
    const controller = await startController();
    const service = await startService();
    const { address, port } = service.dns;
    const expected = { header: "x-served-by", addresses: { [EU]: "eu", [US]: "us" } };
    const lane = { entry: "dns", url: service.url, expect: expected };
    const nameServers = [{ address, port }];
    const startAtUs = (controller.nowMs() + 3_000) * 1_000;
    const run = ArmedRun.parse({
      runId: "run-1",
      startAtUs,
      endAtUs: startAtUs + 60_000_000,
      intervalMs: 100,
      timeoutMs: 1_000,
      lanes: [
        { ...lane, laneId: "fresh", class: "public_resolver", resolver: { address, port } },
        { ...lane, laneId: "kept", class: "keep_alive", resolver: { address, port } },
        { ...lane, laneId: "zone", class: "authoritative", nameServers },
      ],
    });
    controller.state.runs = [run];
    const ids = run.lanes.map(({ laneId }) => laneId);
    const kill = await startProbe(controller.url);
    const areSeen = (change: string) => () =>
      ids.every((id) => changes(controller.lane(id)).includes(change));
    await expect.poll(areSeen("ok eu"), WITHIN).toBe(true);
    const [first] = controller.lane("fresh");
    // By the controller's clock, though that is far from its own.
    expect(first?.firstSentUs).toBeGreaterThan(startAtUs - 100_000);

    controller.state.isAway = true;
    await service.failOver();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await kill();
    await startProbe(controller.url);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(ids.some((id) => changes(controller.lane(id)).includes("ok us"))).toBe(false);
    controller.state.isAway = false;
    await expect.poll(areSeen("ok us"), WITHIN).toBe(true);
    // Of both starts: that of the one that was killed had waited on disk.
    const ofUs = () => controller.lane("zone").filter(({ servedBy }) => servedBy === "us");
    await expect.poll(() => ofUs().length, WITHIN).toBeGreaterThan(1);

    expect(changes(controller.lane("zone"))).toEqual(["ok eu", "ok us"]);
    for (const id of ids) {
      const stretches = controller.lane(id);
      expect(changes(stretches).at(-1)).toBe("ok us");
      // No probe is counted twice, however often it was told, nor by another clock after the restart.
      stretches.forEach(({ seq }, at) => {
        const before = stretches[at - 1];
        if (before !== undefined) expect(seq).toBeGreaterThanOrEqual(before.seq + before.count);
      });
    }

    controller.state.runs = [];
    await expect
      .poll(() => ids.every((id) => controller.lane(id).at(-1)?.isOpen === false), WITHIN)
      .toBe(true);
    expect(controller.lane("fresh").at(-1)?.clockErrorUs).not.toBeNull();
  });
});
