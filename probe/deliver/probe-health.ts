import type { ProbeHealth } from "../contract/batch.ts";
import { PROBE_VERSION } from "../version.ts";
import type { MeasuringHealth } from "../worker/messages.ts";
import type { ClockReading } from "./controller-clock.ts";
import type { Spool } from "./spool.ts";

/** What the process has used so far. */
export interface ProcessUsage {
  uptimeS: number;
  rssBytes: number;
  cpuUs: number;
}

/** Reads the usage of this process, all threads together. */
function readProcessUsage(): ProcessUsage {
  const { user, system } = process.cpuUsage();
  return {
    uptimeS: process.uptime(),
    rssBytes: process.memoryUsage.rss(),
    cpuUs: user + system,
  };
}

/** Fills in the health that goes with a batch; each call covers the time since the call before. */
export class HealthReporter {
  readonly #spool: Pick<Spool, "length" | "bytes" | "takeDropped">;
  readonly #mainLoopP99Us: () => number;
  readonly #usage: () => ProcessUsage;
  readonly #clock: () => ClockReading;
  #before: ProcessUsage;

  constructor(
    spool: Pick<Spool, "length" | "bytes" | "takeDropped">,
    clock: () => ClockReading,
    mainLoopP99Us: () => number,
    usage: () => ProcessUsage = readProcessUsage,
  ) {
    this.#spool = spool;
    this.#clock = clock;
    this.#mainLoopP99Us = mainLoopP99Us;
    this.#usage = usage;
    this.#before = usage();
  }

  report(measuring: MeasuringHealth): ProbeHealth {
    const now = this.#usage();
    const elapsedUs = (now.uptimeS - this.#before.uptimeS) * 1_000_000;
    const usedUs = now.cpuUs - this.#before.cpuUs;
    this.#before = now;
    return {
      version: PROBE_VERSION,
      uptimeS: now.uptimeS,
      rssBytes: now.rssBytes,
      cpuRatio: elapsedUs <= 0 ? 0 : Math.max(0, usedUs / elapsedUs),
      ...measuring,
      mainLoopDelayP99Us: this.#mainLoopP99Us(),
      spooledBatches: this.#spool.length,
      spooledBytes: this.#spool.bytes,
      droppedBatches: this.#spool.takeDropped(),
      ...this.#clock(),
    };
  }
}
