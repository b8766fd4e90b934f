import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { LocalProblem, reasonOf } from "../local-problem.ts";
import { openBoundedLog } from "../process/bounded-log.ts";
import { lastLine, runCommand } from "../run-command.ts";
import type { ContainerEngine } from "./container-engine.ts";
import { ping } from "./ping.ts";
import { type ServerProcess, startServerProcess } from "./server-process.ts";

export interface ContainerRedisOptions {
  engine: ContainerEngine;
  dataDir: string;
  env: NodeJS.ProcessEnv;
  onExit?: (message: string) => void;
}

export interface ContainerRedis extends ServerProcess {
  /** With its password; never to be printed. */
  url: string;
}

/** Fully qualified, because Podman does not guess a registry. */
export const VALKEY_IMAGE = "docker.io/valkey/valkey:8-alpine";
const CONFIG_NAME = "container.conf";
/** Includes pulling the image the first time. */
const READY_TIMEOUT_MS = 300_000;
const COMMAND_TIMEOUT_MS = 30_000;

/**
 * Starts Valkey in a container on a free loopback port, with its data in `redis/` of the data folder
 * and a password made for this start, because every user of the machine can reach the port.
 *
 * @throws LocalProblem when the engine cannot run it.
 */
export async function startContainerRedis(options: ContainerRedisOptions): Promise<ContainerRedis> {
  const { engine, env } = options;
  const folder = join(resolve(options.dataDir), "redis");
  const name = containerName(folder);
  const password = randomBytes(24).toString("hex");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, CONFIG_NAME), configuration(password), { mode: 0o600 });
  // One of an earlier start whose guard was killed.
  await runCommand(engine.command, ["rm", "--force", name], { env, timeoutMs: COMMAND_TIMEOUT_MS });
  const server = await startServerProcess({
    guarded: { command: engine.command, args: runArguments(engine, name, folder), env },
    log: openBoundedLog(join(options.dataDir, "redis.log")),
    readyTimeoutMs: READY_TIMEOUT_MS,
    onExit: options.onExit ?? (() => undefined),
  });
  try {
    const port = await publishedPort(engine, name, env);
    await pingSoon(port, password);
    const kill = () => {
      // The engine's client is only a messenger: ending it would leave the container running.
      spawn(engine.command, ["rm", "--force", name], { env, detached: true, stdio: "ignore" })
        .on("error", () => undefined)
        .unref();
      server.kill();
    };
    return { ...server, kill, url: `redis://:${password}@127.0.0.1:${port}` };
  } catch (error) {
    await server.close();
    throw new LocalProblem(
      `Valkey in a ${engine.command} container cannot be reached: ${reasonOf(error)}`,
      `See ${join(options.dataDir, "redis.log")} and: ${engine.command} ps --all`,
      { cause: error },
    );
  }
}

/** One container per data folder. */
function containerName(folder: string): string {
  return `isochrone-redis-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`;
}

function runArguments(engine: ContainerEngine, name: string, folder: string): string[] {
  const user = process.getuid === undefined ? [] : ["--user", `${process.getuid()}:${gid()}`];
  return [
    ...["run", "--rm", "--name", name],
    // The files must belong to whoever started the program, also under rootless Podman.
    ...user,
    ...(engine.command === "podman" ? ["--userns", "keep-id"] : []),
    ...["--publish", "127.0.0.1::6379"],
    ...["--volume", `${folder}:/data:Z`],
    ...[VALKEY_IMAGE, "valkey-server", `/data/${CONFIG_NAME}`],
  ];
}

function gid(): number {
  return process.getgid?.() ?? 0;
}

function configuration(password: string): string {
  return [
    `requirepass ${password}`,
    "dir /data",
    "appendonly yes",
    "appendfsync everysec",
    'save ""',
    "maxmemory-policy noeviction",
    "hash-max-listpack-value 4096",
    "hash-max-listpack-entries 512",
    "",
  ].join("\n");
}

async function publishedPort(
  engine: ContainerEngine,
  name: string,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const result = await runCommand(engine.command, ["port", name, "6379/tcp"], {
    env,
    timeoutMs: COMMAND_TIMEOUT_MS,
  });
  const port = /:(\d+)\s*$/m.exec(result.stdout)?.[1];
  if (port === undefined) throw new Error(lastLine(result.stderr) || "it publishes no port");
  return Number(port);
}

/** The engine's port forwarding may begin a moment after the server is ready. */
async function pingSoon(port: number, password: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ping({ host: "127.0.0.1", port }, password);
    } catch (error) {
      if (attempt === 10) throw error;
      await delay(300);
    }
  }
}
