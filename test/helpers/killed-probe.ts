import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Estate } from "../../controller/contract/estate.ts";
import { type RunningController, startController } from "../../controller/main.ts";
import { openStore, type Store } from "../../controller/store/store.ts";
import { seriesKey } from "../../probe/contract/path.ts";
import { startHttpServer, type TestServer } from "../probe/helpers/http-server.ts";
import { bundleProbe } from "./probe-bundle.ts";
import { startTestRedis, type TestRedis } from "./redis-server.ts";

const VANTAGE = "office";
const ENDPOINTS = ["a", "b", "c"];
const METRICS = ["echo_rtt", "ttfb_new"] as const;
/** An attempt takes 20 ms here: one whose answer is older than this at a kill had been recorded. */
const IN_FLIGHT_MS = 250;

let folder: string;
let program: string;
let redis: TestRedis;
let controller: RunningController | null = null;
let store: Store;
let target: TestServer;
let probe: ChildProcess | null = null;
/** When each answer was handed to the network, by the name it carries. */
const answered = new Map<string, number>();
const endedAtMs: number[] = [];

const openController = (port: number) =>
  startController({
    redis: { socketPath: redis.socketPath },
    host: "127.0.0.1",
    port,
    logLevel: "silent",
  });

const estateOf = (url: string) =>
  Estate.parse({
    environment: { name: "lab", note: "one service that numbers its answers" },
    vantages: [{ id: VANTAGE, kind: "region", label: "Office", latitude: 45, longitude: 9 }],
    services: [
      {
        id: "shop",
        label: "Shop",
        endpoints: ENDPOINTS.map((id) => ({
          id,
          label: id,
          place: "eu-west-1",
          latitude: 53,
          longitude: -6,
          url: `${url}/${id}`,
        })),
        servedByHeader: "x-served-by",
        cadence: { echoIntervalMs: 100, connectionIntervalMs: 500 },
      },
    ],
  });

function startProbe(): void {
  probe = spawn(process.execPath, [program, "run", "--config", join(folder, "probe.json")], {
    stdio: ["ignore", "ignore", "ignore"],
  });
}

async function endProbe(signal: NodeJS.Signals): Promise<void> {
  if (probe === null) throw new Error("no probe runs");
  const exited = once(probe, "exit");
  endedAtMs.push(performance.now());
  probe.kill(signal);
  await exited;
}

/** How often each answer has been folded, over all series. */
async function foldedAnswers(): Promise<Map<string, number>> {
  const keys = ENDPOINTS.flatMap((endpoint) =>
    METRICS.map((metric) =>
      seriesKey({ vantage: VANTAGE, service: "shop", entry: "direct", endpoint, metric }),
    ),
  );
  const nowMs = Date.now();
  const window = { fromMs: nowMs - 3_600_000, toMs: nowMs + 60_000, stepMs: null };
  const { bySeries } = await store.buckets.sums(keys, window, nowMs);
  const folded = new Map<string, number>();
  for (const { bucket } of [...bySeries.values()].flat()) {
    for (const [name, count] of Object.entries(bucket.servedBy)) {
      folded.set(name, (folded.get(name) ?? 0) + count);
    }
  }
  return folded;
}

const waiting = async () =>
  (await readdir(join(folder, "spool", VANTAGE))).filter((file) => /^\d|^journal/.test(file));

/**
 * Registers the test of this file: a probe that is killed again and again while the controller is away
 * loses no answer and delivers none twice, compared answer by answer with the target's own list.
 *
 * @param awayMs how long the probe runs until each kill while there is no controller
 */
export function testKilledProbe(awayMs: readonly number[]): void {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "isochrone-probe-kill-"));
    program = join(folder, "isochrone-probe.mjs");
    await bundleProbe(program);
    redis = await startTestRedis();
    store = await openStore(redis, (error) => {
      throw error;
    });
    target = await startHttpServer((_request, response) => {
      setTimeout(() => {
        const name = `n${answered.size}`;
        answered.set(name, performance.now());
        response.setHeader("x-served-by", name).end("ok");
      }, 20);
    });
  });

  afterAll(async () => {
    probe?.kill("SIGKILL");
    await controller?.close();
    await store?.close();
    await target?.close();
    await redis?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("folds every answer once although the probe is killed and the controller is away", async () => {
    controller = await openController(0);
    const { url } = controller;
    await controller.loadEstate(estateOf(target.url));
    const token = await controller.issueProbeToken(VANTAGE);
    const file = {
      controllerUrl: url,
      vantages: [{ id: VANTAGE, token }],
      spoolDir: join(folder, "spool"),
      // The folder is its maker's alone.
      runAs: "root",
      allow: ["127.0.0.0/8"],
    };
    await writeFile(join(folder, "probe.json"), JSON.stringify(file), { mode: 0o600 });
    startProbe();
    await expect.poll(() => answered.size, { timeout: 20_000 }).toBeGreaterThan(60);
    await endProbe("SIGKILL");
    startProbe();
    await delay(2_000);
    await controller.close();
    controller = null;
    for (const runMs of awayMs) {
      await delay(runMs);
      await endProbe("SIGKILL");
      expect(await waiting()).not.toEqual([]);
      startProbe();
    }
    controller = await openController(Number(new URL(url).port));
    await delay(2_000);
    await endProbe("SIGKILL");
    startProbe();
    await delay(3_000);
    await endProbe("SIGTERM");
    startProbe();
    await expect
      .poll(async () => (await waiting()).filter((each) => /^\d/.test(each)), { timeout: 20_000 })
      .toEqual([]);
    await endProbe("SIGTERM");
    expect(await waiting()).toEqual([]);

    // An answer is in flight from the moment the server sends it until the probe has recorded it: only
    // those that a kill met there may be missing, at most one per series and end.
    const inFlight = (name: string) => {
      const atMs = answered.get(name) ?? 0;
      return endedAtMs.some((endMs) => atMs > endMs - IN_FLIGHT_MS && atMs < endMs + IN_FLIGHT_MS);
    };
    const settled = [...answered.keys()].filter((name) => !inFlight(name));
    expect(settled.length).toBeGreaterThan(200);
    await expect
      .poll(
        async () => {
          const folded = await foldedAnswers();
          return settled.filter((name) => !folded.has(name));
        },
        { timeout: 20_000 },
      )
      .toEqual([]);
    const folded = await foldedAnswers();
    expect([...folded].filter(([, count]) => count !== 1)).toEqual([]);
    expect([...folded.keys()].filter((name) => !answered.has(name))).toEqual([]);
    const most = endedAtMs.length * ENDPOINTS.length * METRICS.length;
    expect(answered.size - folded.size).toBeLessThanOrEqual(most);
  });
}
