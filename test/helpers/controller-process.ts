import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { ControllerOptions } from "../../controller/main.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Characters of its log that are told of a process that ended by itself. */
const MOST_LOG = 20_000;

/** The controller of now as a program that is started with its options, written down as JSON. */
export type ControllerProgram = {
  /** A process that is not started yet. */
  process(options: Omit<ControllerOptions, "logTo">): ControllerProcess;
  /** Kills all that run, and removes the program. */
  remove(): Promise<void>;
};

/** A controller in a process of its own, that may be killed and started again. */
export type ControllerProcess = {
  /** Resolves when it listens, or where it serves nothing, when it works. */
  start(): Promise<void>;
  /**
   * SIGKILL.
   *
   * @throws where it has ended by itself, with what it logged
   */
  kill(): Promise<void>;
  /** Where it listens, or listened last. */
  url(): string;
  isRunning(): boolean;
};

export async function buildControllerProgram(): Promise<ControllerProgram> {
  // Inside node_modules, so that the program finds its libraries.
  const cache = join(ROOT, "node_modules", ".cache");
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "isochrone-kill-"));
  const file = join(folder, "controller.mjs");
  await build({
    stdin: {
      resolveDir: ROOT,
      loader: "ts",
      contents: `
        import { startController } from "./controller/main.ts";
        const { url } = await startController(JSON.parse(process.argv[2] ?? ""));
        process.stdout.write(url + "\\n");
      `,
    },
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outfile: file,
  });
  const running = new Set<ChildProcess>();
  const killAll = () => {
    for (const child of running) child.kill("SIGKILL");
  };
  process.once("exit", killAll);
  return {
    process: (options) => controllerProcess(file, JSON.stringify(options), running),
    async remove() {
      process.off("exit", killAll);
      const exits = [...running].map((child) => once(child, "exit"));
      killAll();
      await Promise.all(exits);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function controllerProcess(
  file: string,
  options: string,
  running: Set<ChildProcess>,
): ControllerProcess {
  let child: ChildProcess | null = null;
  let url = "";
  let log = "";
  return {
    async start() {
      const started = spawn(process.execPath, [file, options], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      child = started;
      running.add(started);
      started.once("exit", () => running.delete(started));
      log = "";
      started.stderr.on("data", (chunk: Buffer) => {
        log = `${log}${chunk.toString()}`.slice(-MOST_LOG);
      });
      url = await printedUrl(started, () => log);
    },
    async kill() {
      if (child === null) throw new Error("the controller is not started");
      const ending = child;
      child = null;
      if (!running.has(ending)) throw new Error(`a controller ended by itself: ${log}`);
      const exited = once(ending, "exit");
      ending.kill("SIGKILL");
      await exited;
    },
    url: () => url,
    isRunning: () => child !== null && running.has(child),
  };
}

function printedUrl(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.endsWith("\n")) resolve(output.trim());
    });
    child.once("error", reject);
    child.once("exit", (code, signal) =>
      reject(new Error(`the controller ended with ${code ?? signal}: ${log()}`)),
    );
  });
}
