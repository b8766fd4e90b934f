import type { Assignment } from "../contract/assignment.ts";
import type { DeliveryObserver, MeasuredInterval } from "../deliver/delivery-observer.ts";

/** Nothing is wrong before this, however short the batch interval is. */
const LEAST_QUIET_MS = 120_000;
/** So many batch intervals may pass without a sign of life. */
const QUIET_INTERVALS = 4;

interface VantageLife {
  /** Null until there is something to measure. */
  batchIntervalMs: number | null;
  assignedAtMs: number;
  acceptedAtMs: number;
  measuredAtMs: number;
  runRatio: number | null;
}

/** Knows whether the probe does its work: measures what is due, and gets it delivered. */
export class Liveness implements DeliveryObserver {
  readonly #vantages = new Map<string, VantageLife>();
  readonly #nowMs: () => number;

  /** @param nowMs monotonic milliseconds */
  constructor(vantages: readonly string[], nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
    const atMs = nowMs();
    for (const id of vantages) {
      this.#vantages.set(id, {
        batchIntervalMs: null,
        assignedAtMs: atMs,
        acceptedAtMs: atMs,
        measuredAtMs: atMs,
        runRatio: null,
      });
    }
  }

  assigned(vantage: string, { batchIntervalMs }: Assignment): void {
    const life = this.#vantages.get(vantage);
    if (life === undefined) return;
    if (life.batchIntervalMs === null) life.assignedAtMs = this.#nowMs();
    life.batchIntervalMs = batchIntervalMs;
  }

  measured(vantage: string, { health }: MeasuredInterval): void {
    const life = this.#vantages.get(vantage);
    if (life === undefined) return;
    life.measuredAtMs = this.#nowMs();
    life.runRatio = health.runRatio ?? null;
  }

  accepted(vantage: string): void {
    const life = this.#vantages.get(vantage);
    if (life !== undefined) life.acceptedAtMs = this.#nowMs();
  }

  /** What is wrong, in words; empty when all is well. */
  troubles(): string[] {
    const nowMs = this.#nowMs();
    return [...this.#vantages].flatMap(([id, life]) =>
      troublesOf(life, nowMs).map((trouble) => `${id}: ${trouble}`),
    );
  }
}

function troublesOf(life: VantageLife, nowMs: number): string[] {
  const { batchIntervalMs, assignedAtMs, acceptedAtMs, measuredAtMs, runRatio } = life;
  const quietMs = Math.max(LEAST_QUIET_MS, QUIET_INTERVALS * (batchIntervalMs ?? 0));
  if (batchIntervalMs === null) {
    const waitedMs = nowMs - assignedAtMs;
    return waitedMs > quietMs ? [`no assignment has come for ${seconds(waitedMs)} s`] : [];
  }
  const troubles: string[] = [];
  const unheardMs = nowMs - Math.max(acceptedAtMs, assignedAtMs);
  const idleMs = nowMs - Math.max(measuredAtMs, assignedAtMs);
  if (unheardMs > quietMs) {
    troubles.push(`the controller has taken no batch for ${seconds(unheardMs)} s`);
  }
  if (idleMs > quietMs) {
    troubles.push(`the measuring thread has told nothing for ${seconds(idleMs)} s`);
  } else if (runRatio === 0) {
    troubles.push("none of the attempts that were due was started");
  }
  return troubles;
}

function seconds(ms: number): number {
  return Math.round(ms / 1_000);
}
