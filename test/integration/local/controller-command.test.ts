import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { ESTATE } from "../../helpers/estate.ts";
import { type Program, startProgram } from "../../helpers/program.ts";
import { startTestRedis, type TestRedis } from "../../helpers/redis-server.ts";

const WITHIN_MS = 30_000;

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Program {
  const program = startProgram(["controller", "--port", "0", ...args], env);
  closers.push(() => program.end("SIGKILL"));
  return program;
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "isochrone-controller-"));
  closers.push(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function redisAt(port: number): Promise<TestRedis> {
  const redis = await startTestRedis("--port", String(port), "--bind", "127.0.0.1");
  closers.push(() => redis.stop());
  return redis;
}

async function urlOf(program: Program): Promise<string> {
  const [, url = ""] = await program.printed(/controller \([a-z, ]+\), at (http:\S+)/, WITHIN_MS);
  return url;
}

const readiness = (url: string) => async () => (await fetch(`${url}/readyz`)).status;

describe("isochrone controller", () => {
  it("listens at once, waits for Redis, takes up the estate, and ends in order", async () => {
    const port = await freePort();
    const estate = join(await folder(), "estate.json");
    await writeFile(estate, JSON.stringify(ESTATE));
    const program = run(["--estate", estate, "--login-link"], {
      REDIS_URL: `redis://127.0.0.1:${port}`,
    });
    const url = await urlOf(program);
    await expect.poll(readiness(url), { timeout: WITHIN_MS }).toBe(503);
    await redisAt(port);
    const [link] = await program.printed(/http:\S+\/login\?token=\S+/, WITHIN_MS);
    await expect.poll(readiness(url), { timeout: WITHIN_MS }).toBe(200);
    const entered = await fetch(link, { redirect: "manual" });
    const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
    const status = await fetch(`${url}/v1/status`, { headers: { cookie } });
    expect(await status.json()).toMatchObject({ environment: { name: "lab" }, trouble: null });
    expect(await program.end("SIGTERM")).toBe(0);
    expect(program.output()).toContain("Stopping");
  });

  it("ends in order while it still waits for Redis", async () => {
    const program = run([], { REDIS_URL: `redis://127.0.0.1:${await freePort()}` });
    const url = await urlOf(program);
    await expect.poll(readiness(url), { timeout: WITHIN_MS }).toBe(503);
    expect(await program.end("SIGTERM")).toBe(0);
  });

  it("reads the address of Redis from a file, and works without serving the API", async () => {
    const port = await freePort();
    await redisAt(port);
    const file = join(await folder(), "redis-url");
    await writeFile(file, `redis://127.0.0.1:${port}\n`);
    const program = run(["--roles", "worker", "--redis-url-file", file], { REDIS_URL: "" });
    const url = await urlOf(program);
    await expect.poll(readiness(url), { timeout: WITHIN_MS }).toBe(200);
    expect((await fetch(`${url}/login`)).status).toBe(401);
    expect(await program.end("SIGTERM")).toBe(0);
  });

  it("says what is missing without a Redis, and in an estate", async () => {
    const without = run([], { REDIS_URL: "" });
    expect(await without.ended).toBe(1);
    expect(without.output()).toContain("REDIS_URL is not set");
    const estate = join(await folder(), "estate.yaml");
    await writeFile(estate, "environment: 3\n");
    const wrong = run(["--estate", estate], { REDIS_URL: "redis://127.0.0.1:1" });
    expect(await wrong.ended).toBe(1);
    expect(wrong.output()).toContain("does not describe an estate");
  });
});
