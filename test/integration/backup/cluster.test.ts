import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Cluster, Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBackup } from "../../../controller/store/backup/backup-reader.ts";
import { writeBackup } from "../../../controller/store/backup/backup-writer.ts";
import { withBackupScripts } from "../../../controller/store/backup/client.ts";
import { copySettled } from "../../../controller/store/backup/copy-settled.ts";
import { OWN_PATTERNS } from "../../../controller/store/backup/key-selection.ts";
import { controllersOn } from "../../../controller/store/backup/restore-mark.ts";
import { anyKey } from "../../../controller/store/backup/scan-keys.ts";
import { linesOf } from "../../../controller/store/backup/stored-key.ts";
import { wipe, writeKeys } from "../../../controller/store/backup/write-keys.ts";
import { startTestRedis, type TestRedis } from "../../helpers/redis-server.ts";

const SLOTS = 16_384;
const signal = new AbortController().signal;
const common = { now: Date.now, signal, progress: () => undefined };

let servers: TestRedis[];
let cluster: Cluster;
let folder: string;

/** A free port whose bus port, 10,000 above, is free as well. */
async function freePort(): Promise<number> {
  const take = (port: number) =>
    new Promise<number>((resolve, reject) => {
      const server = createServer().once("error", reject);
      server.listen(port, "127.0.0.1", () => {
        const { port: taken } = server.address() as { port: number };
        server.close(() => resolve(taken));
      });
    });
  for (;;) {
    const port = await take(0);
    if (port > 55_000) continue;
    const bus = await take(port + 10_000).catch(() => null);
    if (bus !== null) return port;
  }
}

/** Two primaries with half of the slots each. */
async function startCluster(): Promise<void> {
  const ports = [await freePort(), await freePort()];
  servers = await Promise.all(
    ports.map((port) =>
      startTestRedis("--port", String(port), "--bind", "127.0.0.1", "--cluster-enabled", "yes"),
    ),
  );
  const nodes = ports.map((port) => new Redis(port));
  for (const [at, node] of nodes.entries()) {
    const slots = Array.from({ length: SLOTS / 2 }, (_, slot) => (at * SLOTS) / 2 + slot);
    await node.call("CLUSTER", "ADDSLOTS", ...slots);
  }
  await nodes[0]?.call("CLUSTER", "MEET", "127.0.0.1", String(ports[1]));
  for (const node of nodes) {
    while (!/cluster_state:ok[\s\S]*cluster_known_nodes:2/.test(await node.cluster("INFO"))) {
      await delay(50);
    }
    node.disconnect();
  }
  cluster = new Cluster(ports.map((port) => ({ host: "127.0.0.1", port })));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "isochrone-cluster-"));
  await startCluster();
});
afterAll(async () => {
  cluster?.disconnect();
  await Promise.all((servers ?? []).map((server) => server.stop()));
  await rm(folder, { recursive: true, force: true });
});

describe("controller/store/backup on a cluster", () => {
  it("copies the keys of all servers, removes them, and puts them back", async () => {
    const client = withBackupScripts(cluster);
    for (let at = 0; at < 300; at += 1) {
      await cluster.hset(`iso:m:{vantage-${at % 30}}:${at}`, "0", `value ${at}`);
      await cluster.set(`iso:access:probe:vantage-${at}`, `hash ${at}`);
    }
    await cluster.set("iso:rec-counter", "4");
    const path = join(folder, "b.isochrone");
    const writer = await writeBackup(path, {
      ...{ isochroneBackup: 1, schema: 1, release: "0.1.0", environment: null, createdAtMs: 1 },
      ...{ contents: [], leftOut: [], waitingBatches: 0 },
    });
    const keys = await copySettled(client, {
      ...common,
      async take(stored) {
        for (const line of linesOf(stored)) await writer.line(line);
      },
    });
    expect(keys).toBe(601);
    await writer.finish({ configuration: 0, evidence: keys, recommendations: 0 });
    const sizes = async () =>
      await Promise.all(cluster.nodes("master").map((node) => node.dbsize()));
    const before = await sizes();
    // Both servers have some, or this shows nothing.
    expect(Math.min(...before)).toBeGreaterThan(100);
    expect(await anyKey(client, OWN_PATTERNS)).toMatch(/^iso:/);
    await wipe(client, signal);
    expect(await anyKey(client, OWN_PATTERNS)).toBeNull();
    const file = await openBackup(path);
    await file.check(signal);
    expect(await writeKeys(client, file.lines(), common)).toEqual({ written: 601, expired: 0 });
    await file.close();
    expect(await sizes()).toEqual(before);
    expect(await cluster.hget("iso:m:{vantage-7}:37", "0")).toBe("value 37");
  });

  it("counts the controllers of every server", async () => {
    const subscribers = await Promise.all(
      cluster.nodes("master").map(async (node) => {
        const subscriber = node.duplicate();
        await subscriber.subscribe("iso:changes");
        return subscriber;
      }),
    );
    expect(await controllersOn(cluster)).toBe(2);
    for (const subscriber of subscribers) subscriber.disconnect();
  });
});
