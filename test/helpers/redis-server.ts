import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveRedisBinary } from "../../infra/local/redis/resolve-binary.ts";

/** A real Redis server of its own, on a Unix socket in a folder that goes with it. */
export type TestRedis = {
  readonly socketPath: string;
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGSTOP or SIGCONT. */
  signal(signal: NodeJS.Signals): void;
  /** Starts it once more, in the folder and with the arguments of before. */
  startAgain(): Promise<void>;
};

/** Ends what still runs when the tests end before it: one listener, however many servers there are. */
const atExit = new Set<() => void>();
process.once("exit", () => {
  for (const end of atExit) end();
});

/** Starts a server that keeps nothing on disk. Extra arguments go to the server as they are. */
export async function startTestRedis(...args: string[]): Promise<TestRedis> {
  const { command, env } = await resolveRedisBinary();
  const dir = await mkdtemp(join(tmpdir(), "isochrone-redis-"));
  const socketPath = join(dir, "redis.sock");
  const settings = ["--port", "0", "--unixsocket", socketPath, "--dir", dir, "--save", ""];
  const words = [...settings, "--appendonly", "no", "--maxmemory-policy", "noeviction", ...args];
  const startServer = async () => {
    const started = spawn(command, words, {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    try {
      await untilReady(started);
    } catch (error) {
      started.kill("SIGKILL");
      throw error;
    }
    return started;
  };
  let child: ChildProcess;
  const killWithUs = () => child?.kill("SIGKILL");
  atExit.add(killWithUs);
  try {
    child = await startServer();
  } catch (error) {
    atExit.delete(killWithUs);
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    // One that was stopped hears of nothing else.
    child.kill("SIGCONT");
    await exited;
  };
  return {
    socketPath,
    kill: () => end("SIGKILL"),
    signal: (signal) => void child.kill(signal),
    async startAgain() {
      child = await startServer();
    },
    async stop() {
      atExit.delete(killWithUs);
      await end("SIGTERM");
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
