import { readFile } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startController } from "../../controller/main.ts";
import type { RedisAddress } from "../../controller/redis-address.ts";
import { resolveRedis } from "../../infra/local/redis/resolve-redis.ts";
import { startTestCluster } from "../helpers/redis-cluster.ts";
import { speaksTls, startTlsRedis, type TlsFiles, tlsFiles } from "../helpers/tls-redis.ts";

const WITHIN = { timeout: 30_000, interval: 100 };

let files: TlsFiles;
let hasTls: boolean;
let port: number;
let ca: string;
const closers: (() => Promise<unknown>)[] = [];
let stopRedis: () => Promise<void>;

beforeAll(async () => {
  files = await tlsFiles();
  hasTls = await speaksTls(files);
  ca = await readFile(files.ca, "utf8");
  const server = await startTlsRedis(files);
  ({ port } = server);
  stopRedis = server.stop;
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(async () => {
  await stopRedis?.();
  await files?.remove();
});

async function open(redis: RedisAddress, waitForRedis = false) {
  const common = { host: "127.0.0.1", port: 0, logLevel: "silent" as const };
  const controller = await startController({ ...common, redis, waitForRedis });
  closers.push(() => controller.close());
  return controller;
}

async function readiness(url: string) {
  const { status, message } = (await (await fetch(`${url}/readyz`)).json()) as Record<
    string,
    string
  >;
  return status ?? message;
}

describe("a Redis behind TLS", () => {
  it("is used where its authority is trusted", async () => {
    const controller = await open({ url: `rediss://127.0.0.1:${port}`, tls: { ca } });
    await expect.poll(() => readiness(controller.url), WITHIN).toBe("ok");
    const link = await controller.issueLoginUrl();
    expect((await fetch(link, { redirect: "manual" })).status).toBe(303);
  });

  it.each(["127.0.0.1", "127.0.0.2"])("is refused in words where it is not: %s", async (host) => {
    const redis = {
      url: `rediss://u:secret@${host}:${port}`,
      ...(host.endsWith("2") && { tls: { ca } }),
    };
    const failure = await open(redis).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      message: expect.stringMatching(/cannot be used: its certificate is not trusted/),
      mend: expect.stringContaining("REDIS_CA_FILE"),
    });
    expect(String(failure)).not.toContain("secret");
    const controller = await open(redis, true);
    await expect
      .poll(() => readiness(controller.url), WITHIN)
      .toMatch(/its certificate is not trusted \(REDIS_CA_FILE/);
  });

  it("is found by the command line with the file of REDIS_CA_FILE", async () => {
    const env = { REDIS_URL: `rediss://127.0.0.1:${port}` };
    await expect(resolveRedis({ env })).rejects.toMatchObject({
      mend: expect.stringContaining("REDIS_CA_FILE"),
    });
    const choice = await resolveRedis({ env: { ...env, REDIS_CA_FILE: files.ca } });
    expect(choice).toMatchObject({ kind: "external", redis: { tls: { ca } } });
  });

  it("may be a cluster, which also asks for a certificate of ours (skipped without TLS in redis-server)", async ({
    skip,
  }) => {
    skip(!hasTls, "this redis-server was built without TLS");
    const cluster = await startTestCluster({ tls: files.settings });
    closers.push(() => cluster.stop());
    const [cert, key] = await Promise.all(
      [files.clientCert, files.clientKey].map((path) => readFile(path, "utf8")),
    );
    const url = cluster.primaries[0]?.url ?? "";
    await expect(open({ url, tls: { ca } })).rejects.toThrow(/Redis at 127\.0\.0\.1/);
    const controller = await open({ url, tls: { ca, cert: cert ?? "", key: key ?? "" } });
    await expect.poll(() => readiness(controller.url), WITHIN).toBe("ok");
  });
});
