import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveRedisBinary } from "../../infra/local/redis/resolve-binary.ts";

/** A real Redis server of its own, on a Unix socket in a folder that goes with it. */
export type TestRedis = { readonly socketPath: string; stop(): Promise<void> };

/** Starts a server that keeps nothing on disk. Extra arguments go to the server as they are. */
export async function startTestRedis(...args: string[]): Promise<TestRedis> {
  const { command, env } = await resolveRedisBinary();
  const dir = await mkdtemp(join(tmpdir(), "isochrone-redis-"));
  const socketPath = join(dir, "redis.sock");
  const settings = ["--port", "0", "--unixsocket", socketPath, "--dir", dir, "--save", ""];
  const child = spawn(
    command,
    [...settings, "--appendonly", "no", "--maxmemory-policy", "noeviction", ...args],
    { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] },
  );
  const killWithUs = () => child.kill("SIGKILL");
  process.once("exit", killWithUs);
  try {
    await untilReady(child);
  } catch (error) {
    child.kill("SIGKILL");
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
  return {
    socketPath,
    async stop() {
      process.off("exit", killWithUs);
      const exited = child.exitCode === null ? once(child, "exit") : Promise.resolve();
      child.kill("SIGTERM");
      await exited;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      if (/ready to accept/i.test(output)) resolve();
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`redis-server ended with ${code}: ${output}`)));
  });
}
