import { parentPort, workerData } from "node:worker_threads";
import { createClock } from "../clock.ts";
import type { ClockEstimate } from "../failover/run-clock.ts";
import { createAddressGuard } from "../measure/address-guard.ts";
import { StallDetector } from "../measure/stall-detector.ts";
import { raisePriority } from "../privilege/thread-priority.ts";
import { RateCap } from "../schedule/rate-cap.ts";
import { trustAlso } from "../trust.ts";
import type { FromWorker, ToWorker, WorkerSetup } from "./messages.ts";
import { VantageRunner } from "./vantage-runner.ts";

/**
 * The measuring thread: it sends, stamps and counts, and nothing else, so that no upload and no
 * parsing of the controller's answers can delay a time stamp.
 *
 * @throws Error when it is not called in a worker thread
 */
export function runMeasureWorker(): void {
  const port = parentPort;
  if (port === null) throw new Error("the measuring thread must be started as a worker");
  const { boot, vantages, allow, deny, ca, limits } = workerData as WorkerSetup;
  const post = (message: FromWorker) => port.postMessage(message);
  const stalls = new StallDetector();
  stalls.start();
  let estimate: ClockEstimate | null = null;
  const shared = {
    boot,
    guard: createAddressGuard(allow, deny),
    trust: trustAlso(ca),
    cap: new RateCap(limits),
    stalls,
    clock: createClock(),
    estimate: () => estimate,
    log: (level: "info" | "warn" | "error", message: string, fields = {}) =>
      post({ kind: "log", level, message, fields }),
    deliver: post,
  };
  shared.log("info", "the measuring thread runs", { priority: raisePriority() });
  const runners = new Map(
    vantages.map((vantage) => [vantage.id, new VantageRunner(vantage, shared)]),
  );
  port.on("message", (message: ToWorker) => {
    if (message.kind === "assign") {
      runners.get(message.assignment.vantage)?.assign(message.assignment);
      return;
    }
    if (message.kind === "clock") {
      estimate = message.estimate;
      return;
    }
    for (const runner of runners.values()) runner.close();
    stalls.stop();
    post({ kind: "closed" });
    port.close();
  });
}
