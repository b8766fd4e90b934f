import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Redis } from "ioredis";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startEmbeddedRedis } from "../../../infra/local/redis/embedded-redis.ts";
import { readExternalRedis } from "../../../infra/local/redis/external-address.ts";
import { checkExternalRedis } from "../../../infra/local/redis/external-redis.ts";
import type { RedisBinary } from "../../../infra/local/redis/redis-binary.ts";
import { resolveRedisBinary } from "../../../infra/local/redis/resolve-binary.ts";
import { eventually, runs } from "../../infra/local/eventually.ts";
import { script, tempFolder } from "../../infra/local/temp-folder.ts";

let binary: RedisBinary;
beforeAll(async () => {
  binary = await resolveRedisBinary();
});

async function start(dataDir: string, onExit?: (message: string) => void) {
  const redis = await startEmbeddedRedis({ binary, dataDir, ...(onExit ? { onExit } : {}) });
  onTestFinished(() => redis.close());
  return redis;
}

async function withClient<Result>(
  socketPath: string,
  use: (client: Redis) => Promise<Result>,
): Promise<Result> {
  const client = new Redis({ path: socketPath, maxRetriesPerRequest: 1 });
  try {
    return await use(client);
  } finally {
    client.disconnect();
  }
}

describe("infra/local/redis/embedded-redis", () => {
  it("answers on a private socket only, never evicts, and ends when it is closed", async () => {
    const dataDir = await tempFolder();
    const redis = await start(dataDir);
    expect((await stat(redis.socketPath)).mode & 0o777).toBe(0o700);
    const settings = await withClient(redis.socketPath, async (client) => [
      (await client.config("GET", "port")) as unknown,
      (await client.config("GET", "maxmemory-policy")) as unknown,
    ]);
    expect(JSON.stringify(settings)).toMatch(/port.*"0".*noeviction/);
    await redis.close();
    expect(await runs(redis.pid)).toBe(false);
    await redis.close();
  });

  it("has its data again after a restart", async () => {
    const dataDir = await tempFolder();
    const first = await start(dataDir);
    await withClient(first.socketPath, (client) => client.set("kept", "yes"));
    await first.close();
    const second = await start(dataDir);
    expect(await withClient(second.socketPath, (client) => client.get("kept"))).toBe("yes");
  });

  it("has its data again after its guard and itself were killed", async () => {
    const dataDir = await tempFolder();
    const first = await start(dataDir);
    await withClient(first.socketPath, (client) => client.set("kept", "yes"));
    first.kill();
    await eventually("the server is gone", async () => !(await runs(first.pid)));
    const second = await start(dataDir);
    expect(await withClient(second.socketPath, (client) => client.get("kept"))).toBe("yes");
  });

  it("works in a folder whose path is too long for a socket, and cleans up after itself", async () => {
    const dataDir = join(await tempFolder(), "x".repeat(60), "y".repeat(60));
    const redis = await start(dataDir);
    expect(redis.socketPath.startsWith(dataDir)).toBe(false);
    await withClient(redis.socketPath, (client) => client.set("kept", "yes"));
    await redis.close();
    await expect(stat(dirname(redis.socketPath))).rejects.toThrow();
    expect(await readdir(join(dataDir, "redis"))).toContain("appendonlydir");
  });

  it("reports its death once, with a reason, and not its orderly end", async () => {
    const messages: string[] = [];
    const dying = await start(await tempFolder(), (message) => void messages.push(message));
    const closing = await start(await tempFolder(), (message) => void messages.push(message));
    await closing.close();
    process.kill(dying.pid, "SIGKILL");
    await eventually("the report", () => messages.length > 0);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^Redis ended by itself: /);
  });

  it("says why it does not start", async () => {
    const dataDir = await tempFolder();
    const command = await script(join(dataDir, "server"), "echo 'Bad file format' >&2; exit 1");
    await expect(startEmbeddedRedis({ binary: { ...binary, command }, dataDir })).rejects.toThrow(
      /Redis did not start: .*Bad file format/,
    );
  });

  it("waits for the server of an earlier start that is still saving", async () => {
    const dataDir = await tempFolder();
    const first = await start(dataDir);
    const second = start(dataDir);
    setTimeout(() => void first.close(), 300);
    await second;
    expect(await runs(first.pid)).toBe(false);
  });
});

describe("infra/local/redis/external-redis", () => {
  it("accepts a server that answers, and warns of one that may evict", async () => {
    const redis = await start(await tempFolder());
    const port = await withClient(redis.socketPath, async (client) => {
      await client.config("SET", "maxmemory", "100mb");
      await client.config("SET", "maxmemory-policy", "allkeys-lru");
      await client.config("SET", "bind", "127.0.0.1");
      for (let candidate = 20_000 + (redis.pid % 20_000); ; candidate += 1) {
        const set = await client.config("SET", "port", String(candidate)).catch(() => null);
        if (set === "OK") return candidate;
      }
    });
    const lines: string[] = [];
    const external = (url: string) => readExternalRedis(url, "REDIS_URL", {});
    await checkExternalRedis(
      await external(`redis://127.0.0.1:${port}`),
      (line) => void lines.push(line),
    );
    expect(lines).toEqual([expect.stringMatching(/may drop measurements.*allkeys-lru/)]);
    await withClient(redis.socketPath, (client) => client.config("SET", "requirepass", "right"));
    await expect(
      checkExternalRedis(await external(`redis://:wrong@127.0.0.1:${port}`), () => undefined),
    ).rejects.toThrow(/cannot be used: .*(WRONGPASS|NOAUTH|invalid)/i);
  });
});
