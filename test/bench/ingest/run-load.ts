import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { countWaiting } from "../../../controller/queue/count-waiting.ts";
import type { ControllerProcess, World } from "../machine/open-world.ts";
import { watchProcesses } from "../machine/process-cpu.ts";
import type { LoadPlan, LoadResult } from "./load-process.ts";

const LOOK_EVERY_MS = 500;

/** The probes in a process of their own. */
export type LoadProcess = {
  readonly pid: number;
  send(plan: LoadPlan): Promise<LoadResult>;
  close(): void;
};

export function startLoad(): LoadProcess {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), ["load"], {
    serialization: "advanced",
  });
  return {
    pid: child.pid ?? 0,
    async send(plan) {
      child.send(plan);
      const ended = once(child, "exit").then(() => {
        throw new Error("the load generator ended early");
      });
      ended.catch(() => undefined);
      const [result] = (await Promise.race([once(child, "message"), ended])) as [LoadResult];
      return result;
    },
    close: () => child.disconnect(),
  };
}

/** What a load took until the last of its batches was folded. */
export type LoadCost = LoadResult & {
  /** Of the process that takes batches, and of the one that folds them. */
  readonly apiCpuMs: number;
  readonly workerCpuMs: number;
  readonly redisCpuMs: number;
  readonly loadCpuMs: number;
  /** Batches that waited to be folded: at most, and when the last one was acknowledged. */
  readonly mostWaiting: number;
  readonly waitingAtEnd: number;
  /** From the first request until nothing waited. */
  readonly drainedMs: number;
  readonly othersCores: number;
};

/** Everything that runs while a fleet sends. */
export type Running = {
  readonly world: World;
  readonly api: ControllerProcess;
  readonly worker: ControllerProcess;
  readonly load: LoadProcess;
};

export async function runLoad(
  { world, api, worker, load }: Running,
  plan: LoadPlan,
): Promise<LoadCost> {
  const end = watchProcesses([api.pid, worker.pid, world.pid, load.pid]);
  let isSending = true;
  let mostWaiting = 0;
  const look = async () => {
    while (isSending) {
      mostWaiting = Math.max(mostWaiting, await countWaiting(world.redis));
      await delay(LOOK_EVERY_MS);
    }
  };
  const looking = look();
  const result = await load.send(plan);
  isSending = false;
  const waitingAtEnd = await countWaiting(world.redis);
  await looking;
  while ((await countWaiting(world.redis)) > 0) await delay(LOOK_EVERY_MS / 5);
  const { cpuMs, wallMs, othersCores } = end();
  const [apiCpuMs = 0, workerCpuMs = 0, redisCpuMs = 0, loadCpuMs = 0] = cpuMs;
  return {
    ...result,
    ...{ apiCpuMs, workerCpuMs, redisCpuMs, loadCpuMs },
    ...{ mostWaiting, waitingAtEnd, drainedMs: wallMs, othersCores },
  };
}
