import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveRedisBinary } from "../../infra/local/redis/resolve-binary.ts";

/** A Redis that keeps an append-only file, and that can be frozen, killed and started again on it. */
export type FaultyRedis = {
  readonly socketPath: string;
  readonly dir: string;
  /** Starts it on the data of before. `fileKib`: no file of it may grow beyond this many KiB. */
  start(fileKib?: number): Promise<void>;
  /** SIGSTOP or SIGCONT. */
  signal(signal: NodeJS.Signals): void;
  kill(): Promise<void>;
  /** Id of the running process. */
  pid(): number;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
};

export async function faultyRedis(...args: string[]): Promise<FaultyRedis> {
  const { command, env } = await resolveRedisBinary();
  const dir = await mkdtemp(join(tmpdir(), "isochrone-faulty-"));
  const socketPath = join(dir, "redis.sock");
  const settings = ["--port", "0", "--unixsocket", socketPath, "--dir", dir, "--save", ""];
  const words = [...settings, "--appendonly", "yes", "--maxmemory-policy", "noeviction", ...args];
  let child: ChildProcess | null = null;
  const killWithUs = () => child?.kill("SIGKILL");
  process.once("exit", killWithUs);
  const running = () => {
    if (child === null) throw new Error("the server is not started");
    return child;
  };
  const kill = async () => {
    const ending = running();
    child = null;
    const exited = ending.exitCode === null ? once(ending, "exit") : Promise.resolve();
    ending.kill("SIGKILL");
    await exited;
  };
  return {
    socketPath,
    dir,
    async start(fileKib) {
      // With the signal ignored, write() fails as it does on a full disk (setrlimit(2), RLIMIT_FSIZE).
      const limit = fileKib === undefined ? "" : `trap '' XFSZ; ulimit -S -f ${fileKib}; `;
      child = spawn("bash", ["-c", `${limit}exec "$0" "$@"`, command, ...words], {
        env: { ...process.env, ...env },
        stdio: ["ignore", "pipe", "pipe"],
      });
      await untilReady(child);
    },
    signal: (signal) => void running().kill(signal),
    kill,
    pid: () => running().pid ?? 0,
    async remove() {
      process.off("exit", killWithUs);
      if (child !== null) await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (/ready to accept/i.test(output)) resolve();
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`redis-server ended with ${code}: ${output}`)));
  });
}
