import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import type { Redis } from "ioredis";
import type { Estate } from "../../../controller/contract/estate.ts";
import { connectRedis } from "../../../controller/store/connect.ts";
import { openStore, type Store } from "../../../controller/store/store.ts";
import { startTestRedis } from "../../helpers/redis-server.ts";
import { PACKED } from "../store/bench-redis.ts";
import { freePort } from "./free-port.ts";

const PROGRAM = resolve("dist/isochrone.js");
const READY_WITHIN_MS = 30_000;

/** Writes are on the disk within a second, as Isochrone sets its own Redis. */
const DURABLE = ["--appendonly", "yes", "--appendfsync", "everysec"];

/** A Redis on TCP, as a fleet has one, and connections of the bench to it. */
export type RedisWorld = {
  readonly url: string;
  readonly pid: number;
  readonly redis: Redis;
  usedBytes(): Promise<number>;
  close(): Promise<void>;
};

/** A Redis with an estate, and the controller as it was built. */
export type World = RedisWorld & { readonly store: Store };

export async function openRedisWorld(): Promise<RedisWorld> {
  const port = await freePort();
  const server = await startTestRedis("--port", String(port), ...PACKED, ...DURABLE);
  const redis = connectRedis(server, fail);
  const pid = Number(/process_id:(\d+)/.exec(await redis.info("server"))?.[1]);
  return {
    url: `redis://127.0.0.1:${port}`,
    pid,
    redis,
    usedBytes: async () => Number(/used_memory:(\d+)/.exec(await redis.info("memory"))?.[1]),
    async close() {
      redis.disconnect();
      await server.stop();
    },
  };
}

export async function openWorld(estate: Estate): Promise<World> {
  const server = await openRedisWorld();
  const store = await openStore({ url: server.url }, fail);
  await store.estate.write(estate);
  return {
    ...server,
    store,
    async close() {
      await store.close();
      await server.close();
    },
  };
}

/** A controller in a process of its own. */
export type ControllerProcess = {
  readonly url: string;
  readonly pid: number;
  close(): Promise<void>;
};

/** Starts dist/isochrone.js, which `npm run build` makes; with both roles unless told. */
export async function startControllerProcess(
  redisUrl: string,
  roles = "api,worker",
): Promise<ControllerProcess> {
  const child = spawn(
    process.execPath,
    [PROGRAM, "controller", "--port", "0", "--log-level", "warn", "--roles", roles],
    { env: { ...process.env, REDIS_URL: redisUrl }, stdio: ["ignore", "pipe", "pipe"] },
  );
  process.once("exit", () => child.kill("SIGKILL"));
  const url = await addressIn(child);
  await untilReady(`${url}/readyz`);
  return {
    url,
    pid: child.pid ?? 0,
    async close() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function addressIn(child: ChildProcess): Promise<string> {
  return new Promise((found, reject) => {
    let text = "";
    const listen = (chunk: Buffer) => {
      text += chunk.toString();
      const url = /controller .* at (http:\S+)/.exec(text)?.[1];
      if (url !== undefined) found(url);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the controller ended with ${code}:\n${text}`)));
  });
}

async function untilReady(url: string): Promise<void> {
  const endMs = performance.now() + READY_WITHIN_MS;
  while ((await fetch(url)).status !== 200) {
    if (performance.now() > endMs) throw new Error(`${url} did not become ready`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

function fail(error: Error): never {
  throw error;
}
