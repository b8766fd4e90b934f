import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished } from "vitest";
import { startContainerRedis } from "../../../infra/local/redis/container-redis.ts";
import { resolveRedisBinary } from "../../../infra/local/redis/resolve-binary.ts";
import { eventually, runs } from "../../infra/local/eventually.ts";
import { script, tempFolder } from "../../infra/local/temp-folder.ts";

/**
 * A docker that runs the server on this machine with the configuration from the mounted folder, and
 * publishes it on a port of its own. Shows the arguments and the order of calls, not an engine.
 */
async function fakeDocker(folder: string, port: number): Promise<NodeJS.ProcessEnv> {
  const { command, env } = await resolveRedisBinary();
  await script(
    join(folder, "bin", "docker"),
    `echo "$@" >> ${folder}/calls
case $1 in
  port) echo "127.0.0.1:${port}" ;;
  run)
    while [ "$1" != --volume ]; do shift; done
    mounted=\${2%%:*}
    sed "s#/data#$mounted#" "$mounted/container.conf" > ${folder}/server.conf
    exec ${command} ${folder}/server.conf --port ${port} --bind 127.0.0.1 ;;
esac`,
  );
  return { ...process.env, ...env, PATH: `${join(folder, "bin")}:${process.env["PATH"]}` };
}

describe("infra/local/redis/container-redis", () => {
  it("runs Valkey on a loopback port with a password, keeps its data, and ends it", async () => {
    const folder = await tempFolder();
    const dataDir = join(folder, "data");
    const port = 21_000 + (process.pid % 20_000);
    const env = await fakeDocker(folder, port);
    const open = async () => {
      const redis = await startContainerRedis({ engine: { command: "docker" }, dataDir, env });
      onTestFinished(() => redis.close());
      return redis;
    };
    const first = await open();
    expect(first.url).toMatch(/^redis:\/\/:[0-9a-f]{48}@127\.0\.0\.1:\d+$/);
    const client = new Redis(first.url);
    await client.set("kept", "yes");
    client.disconnect();
    const stranger = new Redis(port, "127.0.0.1", { retryStrategy: () => null });
    stranger.on("error", () => undefined);
    await expect(stranger.get("kept")).rejects.toThrow(/NOAUTH/);
    stranger.disconnect();
    await first.close();
    await eventually("the server ends", async () => !(await runs(first.pid)));

    const second = await open();
    expect(second.url).not.toBe(first.url);
    const later = new Redis(second.url);
    expect(await later.get("kept")).toBe("yes");
    later.disconnect();
    const calls = (await readFile(join(folder, "calls"), "utf8")).split("\n");
    expect(calls.map((call) => call.split(" ")[0])).toEqual([
      "rm",
      "run",
      "port",
      "rm",
      "run",
      "port",
      "",
    ]);
    expect(calls[1]).toMatch(/--publish 127\.0\.0\.1::6379 .*valkey:8-alpine valkey-server/);
    expect(calls.join()).not.toContain(new URL(first.url).password);
  });
});
