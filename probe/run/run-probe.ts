import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { ClockFile } from "../deliver/clock-file.ts";
import { ControllerClient } from "../deliver/controller-client.ts";
import { MainLoopDelay } from "../deliver/main-loop-delay.ts";
import { VantageDelivery } from "../deliver/vantage-delivery.ts";
import type { ExposedProbe } from "../expose/expose-probe.ts";
import type { ClockEstimate } from "../failover/run-clock.ts";
import { describeError, type Log } from "../log.ts";
import { trustAlso } from "../trust.ts";
import type { FromWorker, ToWorker } from "../worker/messages.ts";
import type { ProbeSetup } from "./probe-file.ts";
import { startMeasuring } from "./start-measuring.ts";
import { EngineTuner, tuneForLittle } from "./tune-engine.ts";

const SPOOL_LIMIT_BYTES = 64 * 1_024 * 1_024;
const CLOSE_WORKER_MS = 1_000;
const LAST_DELIVERY_MS = 2_000;

/** A probe that is running. */
export interface RunningProbe {
  /** Closes the last batches, tries to deliver them for at most 2 s, and ends. */
  stop(): Promise<void>;
  /** Resolves with the reason when the probe cannot go on. */
  readonly broken: Promise<Error>;
}

/**
 * Measures and delivers for all vantages of the file: one measuring thread for all of them, one spool
 * and one token each.
 *
 * @throws an error of the file system when the spool folder cannot be used, or Error for the port for metrics
 */
export async function runProbe(file: ProbeSetup, log: Log): Promise<RunningProbe> {
  if (sendsTokensInClear(file.controllerUrl)) {
    log("warn", "tokens cross the network in clear: use https in controllerUrl");
  }
  const exposed = await expose(file, log);
  const client = new ControllerClient(file.controllerUrl, trustAlso(file.ca));
  const boot = randomBytes(6).toString("hex");
  const mainLoop = new MainLoopDelay();
  tuneForLittle();
  const engine = new EngineTuner();
  const assigned: ToWorker[] = [];
  let tell = (message: ToWorker): void => void assigned.push(message);
  const deliveries = new Map<string, VantageDelivery>();
  for (const vantage of file.vantages) {
    const delivery = await VantageDelivery.open({
      vantage,
      spoolDir: file.spoolDir,
      spoolLimitBytes: Math.floor(SPOOL_LIMIT_BYTES / file.vantages.length),
      boot,
      client,
      mainLoop,
      log,
      observer: exposed?.observer,
      onAssignment(assignment) {
        engine.assigned(assignment);
        tell({ kind: "assign", assignment });
      },
    });
    deliveries.set(vantage.id, delivery);
  }

  const clockFile = new ClockFile(join(file.spoolDir, file.vantages[0]?.id ?? "", "clock.json"));
  const known = await clockFile.load();

  const worker = startMeasuring(file, boot);
  tell = (message) => worker.postMessage(message);
  const closed = new Promise<void>((resolve) => {
    worker.on("message", (message: FromWorker) => {
      if (message.kind === "measured") deliveries.get(message.vantage)?.take(message);
      else if (message.kind === "watched") deliveries.get(message.vantage)?.takeWatched(message);
      else if (message.kind === "log") log(message.level, message.message, message.fields);
      else resolve();
    });
  });
  shareClock(client, { file: clockFile, known }, tell, log);
  const running = [...deliveries.values()].map((delivery) => delivery.run());
  const broken = new Promise<Error>((resolve) => {
    worker.on("error", resolve);
    worker.on("exit", (code) => resolve(new Error(`the measuring thread ended with code ${code}`)));
    Promise.all(running).catch(resolve);
  });
  log("info", "the probe runs", { vantages: file.vantages.map(({ id }) => id), boot });

  return {
    broken,
    async stop() {
      await stopMeasuring(worker, closed);
      const finished = [...deliveries.values()].map((delivery) => delivery.finish());
      await atMost(LAST_DELIVERY_MS, Promise.allSettled(finished));
      client.close();
      await Promise.allSettled([worker.terminate(), exposed?.close()]);
    },
  };
}

/** Has the measuring thread know the controller's clock, at first as it was known when the probe ran last. */
function shareClock(
  { clock }: ControllerClient,
  kept: { file: ClockFile; known: ClockEstimate | null },
  tell: (message: ToWorker) => void,
  log: Log,
): void {
  if (kept.known !== null) tell({ kind: "clock", estimate: kept.known });
  clock.follow((estimate) => {
    tell({ kind: "clock", estimate });
    kept.file
      .save(estimate)
      .catch((error: unknown) =>
        log("warn", "the controller's clock cannot be kept", { reason: describeError(error) }),
      );
  });
}

/** Opens the port for metrics where the file asks for one; the library for it is loaded only then. */
async function expose(
  { metrics, vantages }: ProbeSetup,
  log: Log,
): Promise<ExposedProbe | undefined> {
  if (metrics === undefined) return undefined;
  const { exposeProbe } = await import("../expose/expose-probe.ts");
  const ids = vantages.map(({ id }) => id);
  return exposeProbe(metrics, ids, log);
}

function sendsTokensInClear(controllerUrl: string): boolean {
  const { protocol, hostname } = new URL(controllerUrl);
  return protocol === "http:" && !/^(localhost|127\..*|\[::1\])$/.test(hostname);
}

async function stopMeasuring(worker: Worker, closed: Promise<void>): Promise<void> {
  worker.postMessage({ kind: "close" } satisfies ToWorker);
  await atMost(CLOSE_WORKER_MS, closed);
}

async function atMost(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
