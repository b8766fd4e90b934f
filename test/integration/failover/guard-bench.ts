import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { GuardOrder } from "../../../controller/contract/failover/guard-order.ts";
import { openGuardFolder, readOrders } from "../../../controller/failover/guard/guard-file.ts";
import { holderOf } from "../../../controller/failover/guard/guard-holder.ts";
import type { GuardPost } from "../../../controller/failover/guard/spawn-guard.ts";
import { bundleGuard } from "../../../infra/build/bundle-guard.mjs";
import { startHttpServer, type TestServer } from "../../probe/helpers/http-server.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** The dead man's timer of now as a program, and one that starts it and then waits to be killed. */
export type GuardPrograms = {
  readonly guard: string;
  readonly parent: string;
  remove(): Promise<void>;
};

export async function buildGuardPrograms(): Promise<GuardPrograms> {
  // Inside node_modules, so that the programs find their libraries.
  const cache = join(ROOT, "node_modules", ".cache");
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "isochrone-guard-"));
  const guard = join(folder, "isochrone-guard.mjs");
  const parent = join(folder, "parent.mjs");
  await bundleGuard(ROOT, folder);
  await build({
    stdin: {
      resolveDir: ROOT,
      loader: "ts",
      contents: `
        import { startGuard } from "./controller/failover/guard/start-guard.ts";
        const [order, folder, program] = process.argv.slice(2);
        const report = (line) => process.stdout.write(line + "\\n");
        await startGuard(JSON.parse(order), { folder, program, env: process.env, report });
        process.stdout.write("armed\\n");
        setInterval(() => undefined, 1_000);
      `,
    },
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outfile: parent,
  });
  return { guard, parent, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A fault switch whose fault holds until it is taken away. */
export type Hook = {
  readonly url: string;
  isInForce(): boolean;
  /** When each DELETE came, epoch milliseconds. */
  readonly deletedAtMs: number[];
  /** So many of the next DELETEs are answered with 500. */
  failNext(times: number): void;
  close(): Promise<void>;
};

export async function startHook(): Promise<Hook> {
  let isInForce = true;
  let failing = 0;
  const deletedAtMs: number[] = [];
  const server: TestServer = await startHttpServer(({ method }, response) => {
    if (method === "DELETE") {
      deletedAtMs.push(Date.now());
      failing -= 1;
      if (failing >= 0) {
        response.writeHead(500).end();
        return;
      }
      isInForce = false;
    }
    response.end(JSON.stringify({ inForce: isInForce }));
  });
  return {
    url: `${server.url}/fault`,
    isInForce: () => isInForce,
    deletedAtMs,
    failNext(times) {
      failing = times;
    },
    close: server.close,
  };
}

/** A data folder of its own, and what dead man's timers in it say. */
export type GuardBench = {
  readonly folder: string;
  readonly post: GuardPost;
  readonly said: string[];
  order(runId: string, leftMs: number, change?: Record<string, unknown>): GuardOrder;
  /** A process that has armed the order; resolves when it has. */
  startParent(order: GuardOrder): Promise<ChildProcess>;
  /** Ends all that runs, and removes the folder. */
  remove(): Promise<void>;
};

export async function openGuardBench(programs: GuardPrograms, hook: Hook): Promise<GuardBench> {
  const data = await mkdtemp(join(tmpdir(), "isochrone-guard-"));
  const folder = await openGuardFolder(data);
  const said: string[] = [];
  const parents: ChildProcess[] = [];
  return {
    folder,
    said,
    post: {
      folder,
      program: programs.guard,
      env: process.env,
      report: (line) => said.push(line),
    },
    order: (runId, leftMs, change = {}) =>
      GuardOrder.parse({
        runId,
        service: "shop",
        deadlineAtMs: Date.now() + leftMs,
        steps: [{ kind: "http_hook", url: hook.url }],
        retry: { firstPauseMs: 50, longestPauseMs: 200 },
        ...change,
      }),
    async startParent(order) {
      const args = [programs.parent, JSON.stringify(order), folder, programs.guard];
      const parent = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
      parents.push(parent);
      const [first] = await once(parent.stdout, "data");
      if (String(first) !== "armed\n") throw new Error(`the parent said ${String(first)}`);
      return parent;
    },
    async remove() {
      for (const parent of parents) parent.kill("SIGKILL");
      const { orders } = await readOrders(folder);
      for (const { runId } of orders) {
        const pid = await holderOf(folder, runId);
        if (pid !== null) process.kill(pid, "SIGKILL");
      }
      // A timer that has just written down what it did may still write its log.
      await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}
