import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import type { Assignment } from "../../../probe/contract/assignment.ts";
import type { Batch } from "../../../probe/contract/batch.ts";

const PROBE = resolve("dist/isochrone-probe.mjs");
const TARGETS = 100;
const SETTLE_MS = 10_000;
const WATCH_MS = 20_000;
const NEWS_AFTER_MS = 5_000;
const STARTS = 5;
/** Linux counts the time of a process in hundredths of a second (proc(5), sysconf(_SC_CLK_TCK)). */
const TICKS_PER_S = 100;

/** What the built probe takes of the machine that hosts it. */
export interface Footprint {
  rssBytes: number;
  coreRatio: number;
  startMs: number;
}

/** Runs dist/isochrone-probe.mjs with 100 targets, one probe per second each. Linux only. */
export async function measureFootprint(
  port: number,
  environment: NodeJS.ProcessEnv = {},
): Promise<Footprint> {
  const folder = await mkdtemp(join(tmpdir(), "isochrone-footprint-"));
  const controller = await startController(port);
  const config = join(folder, "probe.json");
  const { port: controllerPort } = controller.address() as AddressInfo;
  const file = {
    controllerUrl: `http://127.0.0.1:${controllerPort}`,
    vantages: [{ id: "bench", token: "t".repeat(32) }],
    spoolDir: join(folder, "spool"),
    // The folder is its maker's alone.
    runAs: "root",
    allow: ["127.0.0.0/8"],
  };
  await writeFile(config, JSON.stringify(file), { mode: 0o600 });
  const probe = spawn(process.execPath, [PROBE, "run", "--config", config], {
    stdio: "ignore",
    env: { ...plainEnvironment(), ...environment },
  });
  try {
    await pause(SETTLE_MS);
    const before = await cpuTicks(probe);
    await pause(WATCH_MS);
    const ticks = (await cpuTicks(probe)) - before;
    const coreRatio = ticks / TICKS_PER_S / (WATCH_MS / 1_000);
    return { rssBytes: await rssBytes(probe), coreRatio, startMs: medianStartMs() };
  } finally {
    const ended = new Promise((done) => probe.once("exit", done));
    if (probe.exitCode === null && probe.kill()) await ended;
    controller.closeAllConnections();
    controller.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Assigns the targets, and takes every batch. */
async function startController(port: number): Promise<Server> {
  const assignment: Assignment = {
    wireVersion: 1,
    vantage: "bench",
    version: "1",
    batchIntervalMs: 15_000,
    runs: [],
    rounds: [
      {
        id: "r",
        metric: "echo_rtt",
        intervalMs: 1_000,
        spreadMs: 900,
        timeoutMs: 900,
        targets: Array.from({ length: TARGETS }, (_, index) => ({
          service: "bench",
          entry: "direct",
          endpoint: `e${index}`,
          url: `http://127.0.0.1:${port}/hold/40`,
        })),
      },
    ],
  };
  const server = createServer((request, response) => {
    if (request.method === "POST") void acknowledge(request, response);
    else if (request.headers["if-none-match"] === undefined) {
      response.writeHead(200, { "content-type": "application/json", etag: '"1"' });
      response.end(JSON.stringify(assignment));
    } else setTimeout(() => response.writeHead(304).end(), NEWS_AFTER_MS);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return server;
}

async function acknowledge(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  const isPacked = request.headers["content-encoding"] === "gzip";
  const text = (isPacked ? gunzipSync(body) : body).toString("utf8");
  const { vantage, boot, seq } = JSON.parse(text) as Batch;
  response.writeHead(202, { "content-type": "application/json" });
  response.end(JSON.stringify({ vantage, boot, seq, assignmentVersion: "1" }));
}

/** Certificates of this machine, read by every Node process at its start, are 3 MB of no probe's. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _, ...others } = process.env;
  return others;
}

async function cpuTicks({ pid }: ChildProcess): Promise<number> {
  const line = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  return Number(fields[11]) + Number(fields[12]);
}

async function rssBytes({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024;
}

function medianStartMs(): number {
  const times = Array.from({ length: STARTS }, () => {
    const startedMs = performance.now();
    execFileSync(process.execPath, [PROBE, "--version"]);
    return performance.now() - startedMs;
  });
  return times.sort((left, right) => left - right)[Math.floor(STARTS / 2)] ?? 0;
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
