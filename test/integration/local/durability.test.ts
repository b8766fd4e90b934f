import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { startProgram } from "../../helpers/program.ts";
import { freePorts } from "../../helpers/redis-cluster.ts";
import { startTestRedis } from "../../helpers/redis-server.ts";

const WITHIN_MS = 30_000;

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

describe("--durability", () => {
  it.each([
    ["isochrone controller", ["controller", "--login-link"]],
    ["isochrone start", ["start", "--no-lab", "--probes", "none"]],
  ])("reaches the controller of %s", async (_name, words) => {
    const dataDir = await mkdtemp(join(tmpdir(), "isochrone-durability-"));
    closers.push(() => rm(dataDir, { recursive: true, force: true }));
    const [port = 0] = await freePorts(1);
    const redis = await startTestRedis("--port", `${port}`);
    closers.push(() => redis.stop());
    const program = startProgram([...words, "--port", "0", "--durability", "replica"], {
      REDIS_URL: `redis://127.0.0.1:${port}`,
      ISOCHRONE_DATA_DIR: dataDir,
    });
    closers.push(() => program.end("SIGTERM"));
    const [, url = ""] = await program.printed(/(http:\S+)\/login\?token=\S+/, WITHIN_MS);
    const code = async () => {
      const response = await fetch(`${url}/readyz`);
      return ((await response.json()) as { code?: string }).code;
    };
    await expect.poll(code, { timeout: WITHIN_MS }).toBe("no_replica");
  });
});
