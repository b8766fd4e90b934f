import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { onTestFinished } from "vitest";
import { eventually, runs } from "../../infra/local/eventually.ts";
import { tempFolder } from "../../infra/local/temp-folder.ts";

const LAB_READY = {
  kind: "lab-ready",
  estate: {
    environment: { name: "lab" },
    vantages: [
      { id: "office", kind: "custom", label: "Office", latitude: 0, longitude: 0 },
      { id: "home", kind: "custom", label: "Home", latitude: 0, longitude: 0 },
    ],
    services: [
      {
        id: "shop",
        label: "Shop",
        endpoints: [
          {
            id: "a",
            label: "A",
            place: "a",
            latitude: 0,
            longitude: 0,
            url: "http://127.0.0.1:9/",
          },
        ],
      },
    ],
  },
  probes: { office: { sourceAddress: "127.0.0.2" }, home: { sourceAddress: "127.0.0.3" } },
  allow: ["127.0.0.0/8"],
  truth: [],
  aws: {
    endpoint: "http://127.0.0.1:9",
    region: "us-east-1",
    accessKeyId: "AKIALABFAKE",
    secretAccessKey: "fake",
    accounts: [{ id: "111122223333" }],
  },
  control: { url: "http://127.0.0.1:9", token: "fake" },
};

/** A program that records its start with its process id, and its orderly end. */
const recording = (name: string, events: string, more: string) => `
  import { appendFileSync } from "node:fs";
  const record = (event) => appendFileSync(${JSON.stringify(events)}, event + "\\n");
  record("${name} started " + process.pid);
  process.on("disconnect", () => process.exit());
  ${more}`;

const ENDS_IN_ORDER = (name: string) =>
  `process.on("SIGTERM", () => { record("${name} stopped"); process.exit(); });`;
const IGNORES_SIGTERM = `process.on("SIGTERM", () => record("asked to stop")); setInterval(() => {}, 1000);`;
const ANNOUNCES = `process.send(${JSON.stringify(LAB_READY)});`;

export interface FakeStartOptions {
  dataDir?: string;
  runForMs?: number;
  /** Lab and probe do not end when they are asked to. */
  stubborn?: boolean;
  /** Code that the probe runs at its start. */
  probeCode?: string;
  env?: NodeJS.ProcessEnv;
}

export async function fakeStart(options: FakeStartOptions = {}) {
  const folder = await tempFolder();
  const dataDir = options.dataDir ?? join(folder, "data");
  const events = join(folder, "events");
  const program = await bundle(folder);
  const end = (name: string) => (options.stubborn ? IGNORES_SIGTERM : ENDS_IN_ORDER(name));
  await writeFile(events, "");
  await writeFile(join(folder, "lab.mjs"), recording("lab", events, end("lab") + ANNOUNCES));
  const probeCode = options.probeCode ?? "";
  await writeFile(join(folder, "probe.mjs"), recording("probe", events, end("probe") + probeCode));
  const args = [program, dataDir, events, join(folder, "lab.mjs"), join(folder, "probe.mjs")];
  const child = spawn(process.execPath, [...args, String(options.runForMs ?? 0)], {
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });

  const eventLines = async () => (await readFile(events, "utf8")).trim().split("\n");
  return {
    child,
    dataDir,
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    events: eventLines,
    /** Waits until probes were started `times` times. */
    probing: (times = 1) =>
      eventually(`${times} starts of the probe; it said ${stderr}`, async () => {
        const lines = await eventLines();
        return lines.filter((line) => line.startsWith("probe started")).length >= times;
      }),
    /** Process ids of everything that was started: lab, probe and Redis. */
    pids: async () => {
      const lines = await eventLines();
      const redis = await readFile(join(dataDir, "redis", "redis.pid"), "utf8").catch(() => "");
      const own = lines.flatMap((line) => / started (\d+)$/.exec(line)?.[1] ?? []);
      return [...own, ...(redis === "" ? [] : [redis])].map(Number);
    },
  };
}

/** Waits until none of these processes runs. */
export async function noneRuns(pids: readonly number[]): Promise<void> {
  if (pids.length === 0) throw new Error("no process was started, so nothing is shown");
  for (const pid of pids) {
    await eventually(`process ${pid} ends`, async () => !(await runs(pid)));
  }
}

async function bundle(folder: string): Promise<string> {
  const outfile = join(folder, "program.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("../../programs/start-with-fakes.ts", import.meta.url))],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    banner: {
      js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);`,
    },
    outfile,
  });
  return outfile;
}
