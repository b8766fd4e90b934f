import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { resolveRedis } from "../../../../infra/local/redis/resolve-redis.ts";
import { script, tempFolder } from "../temp-folder.ts";

/** A file with a certificate in it. */
const CERTIFICATE = fileURLToPath(
  new URL("../../../probe/helpers/tls-certificate.ts", import.meta.url),
);

async function machine(env: NodeJS.ProcessEnv = {}) {
  const bin = await tempFolder();
  const cacheDir = join(await tempFolder(), "cache");
  return { bin, options: { cacheDir, systemFolders: [], env: { PATH: bin, ...env } } };
}

const REDIS = 'echo "Redis server v=7.0.15 sha=0:0"';

describe("infra/local/redis/resolve-redis", () => {
  it("stops at a REDIS_URL that does not answer, without its password, although a binary is there", async () => {
    const port = await closedPort();
    const { bin, options } = await machine({ REDIS_URL: `redis://u:secret@127.0.0.1:${port}/3` });
    await script(join(bin, "redis-server"), REDIS);
    const failure = await resolveRedis(options).catch((error) => error);
    expect(failure.message).toContain(`redis://127.0.0.1:${port}/3`);
    expect(failure.message).toContain("ECONNREFUSED");
    expect(failure.message + failure.mend).not.toContain("secret");
  });

  it.each(["localhost:6379", "http://localhost:6379", "redis:///3", "nonsense"])(
    "refuses %s as REDIS_URL and shows the form",
    async (url) => {
      const { options } = await machine({ REDIS_URL: url });
      await expect(resolveRedis(options)).rejects.toThrow(/redis:\/\/\[user:password@\]host/);
    },
  );

  it.each([
    ["redis://a:1,redis://:p4ss@b:1", {}, "gives b:1 another password than a:1"],
    ["redis://a:1", { REDIS_CA_FILE: "/nonexistent/ca.pem" }, "REDIS_CA_FILE cannot be read"],
    ["redis://a:1", { REDIS_CA_FILE: CERTIFICATE }, "asks for a connection without TLS"],
    ["rediss://a:1", { REDIS_CERT_FILE: CERTIFICATE }, "one alone is set"],
    ["rediss://a:1", { REDIS_CA_FILE: "/etc/hostname" }, "is no PEM file"],
  ])("refuses %s with %j: %s", async (url, files, message) => {
    const { options } = await machine({ REDIS_URL: url, ...files });
    const failure = await resolveRedis(options).catch((error) => error);
    expect(failure.message).toContain(message);
    expect(failure.message).not.toContain("p4ss");
    expect(failure.mend).toMatch(/\w/);
  });

  it("takes a binary before a container engine", async () => {
    const { bin, options } = await machine();
    await script(join(bin, "redis-server"), REDIS);
    await script(join(bin, "docker"), "exit 0");
    expect(await resolveRedis(options)).toMatchObject({ kind: "binary" });
  });

  it("takes an engine that answers where there is no binary", async () => {
    const { bin, options } = await machine();
    await script(join(bin, "podman"), "exit 0");
    expect(await resolveRedis(options)).toEqual({
      kind: "container",
      engine: { command: "podman" },
    });
  });

  it("does not count a container client without an engine", async () => {
    const { bin, options } = await machine();
    await script(join(bin, "docker"), 'echo "Cannot connect to the Docker daemon"');
    await script(join(bin, "podman"), "exit 125");
    await expect(resolveRedis(options)).rejects.toThrow(/No Redis was found/);
  });

  it("does not turn to containers when REDIS_SERVER_BIN is wrong", async () => {
    const { bin, options } = await machine({ REDIS_SERVER_BIN: "/missing/redis-server" });
    await script(join(bin, "docker"), "exit 0");
    await expect(resolveRedis(options)).rejects.toThrow(/REDIS_SERVER_BIN names/);
  });
});

/** A port that nothing listens on: taken once and given back. */
function closedPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
    onTestFinished(() => void server.close());
  });
}
