import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { issueProbeToken } from "../../../controller/access/grant-access.ts";
import { Estate } from "../../../controller/contract/estate.ts";
import { plannedSeries } from "../../../controller/core/assign/planned-series.ts";
import { seriesKey } from "../../../probe/contract/path.ts";
import { startRig } from "../../accuracy/rig.ts";
import { openWorld, startControllerProcess, type World } from "../machine/open-world.ts";
import { watchProcesses } from "../machine/process-cpu.ts";

const PROBE = resolve("dist/isochrone-probe.mjs");
const VANTAGE = "bench";
const TARGETS = 100;
/** Together 1,000 requests a second. */
const EACH_EVERY_MS = 100;
const SETTLE_MS = 12_000;
const WATCH_MS = 25_000;

/** Processor time of the probe, the controller and Redis for each 10,000 results that were stored. */
export type EndToEnd = {
  readonly results: number;
  readonly probeCpuS: number;
  readonly controllerCpuS: number;
  readonly redisCpuS: number;
  readonly othersCores: number;
};

/** Measures, sends, queues, folds and stores as built: a probe at 1,000 HTTP requests a second. */
export async function endToEnd(): Promise<EndToEnd> {
  const rig = await startRig();
  const folder = await mkdtemp(join(tmpdir(), "isochrone-end-to-end-"));
  const estate = estateAt(rig.ports.port);
  const world = await openWorld(estate);
  const controller = await startControllerProcess(world.url);
  const config = join(folder, "probe.json");
  const file = {
    controllerUrl: controller.url,
    vantages: [{ id: VANTAGE, token: await issueProbeToken(world.store.access, VANTAGE) }],
    spoolDir: join(folder, "spool"),
    // The folder is its maker's alone.
    runAs: "root",
    allow: ["127.0.0.0/8"],
  };
  await writeFile(config, JSON.stringify(file), { mode: 0o600 });
  const probe = spawn(process.execPath, [PROBE, "run", "--config", config], { stdio: "ignore" });
  try {
    await delay(SETTLE_MS);
    const before = await storedResults(world, estate);
    const end = watchProcesses([probe.pid ?? 0, controller.pid, world.pid]);
    await delay(WATCH_MS);
    const { cpuMs, othersCores } = end();
    const results = (await storedResults(world, estate)) - before;
    const [probeCpuS = 0, controllerCpuS = 0, redisCpuS = 0] = cpuMs.map(
      (ms) => (ms / 1_000 / results) * 10_000,
    );
    return { results, probeCpuS, controllerCpuS, redisCpuS, othersCores };
  } finally {
    const ended = once(probe, "exit");
    if (probe.exitCode === null && probe.kill()) await ended;
    await controller.close();
    await world.close();
    rig.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function estateAt(port: number): Estate {
  const place = { place: "eu-west-1", latitude: 53, longitude: -6 };
  return Estate.parse({
    environment: { name: "bench" },
    vantages: [{ id: VANTAGE, kind: "custom", label: "Bench", latitude: 0, longitude: 0 }],
    services: [
      {
        id: "shop",
        label: "Shop",
        endpoints: Array.from({ length: TARGETS }, (_, at) => ({
          id: `endpoint-${at}`,
          label: `Endpoint ${at}`,
          ...place,
          url: `http://127.0.0.1:${port}/hold/5?${at}`,
        })),
        cadence: { echoIntervalMs: EACH_EVERY_MS, connectionIntervalMs: 3_600_000 },
      },
    ],
  });
}

async function storedResults({ store }: World, estate: Estate): Promise<number> {
  const keys = plannedSeries(estate, VANTAGE).map(({ series }) => seriesKey(series));
  const nowMs = Date.now();
  const window = { fromMs: nowMs - 600_000, toMs: nowMs + 60_000, stepMs: null };
  const { bySeries } = await store.buckets.sums(keys, window, nowMs);
  const sent = [...bySeries.values()].flat().map(({ bucket }) => bucket.sent);
  return sent.reduce((sum, count) => sum + count, 0);
}
