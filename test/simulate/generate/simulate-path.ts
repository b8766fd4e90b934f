import { betaQuantile } from "../../../controller/core/statistics/distributions.ts";
import { normal } from "../../helpers/draws.ts";
import { type PathTruth, VALUES_PER_SLOT } from "./path-truth.ts";

export const SLOT_MS = 300_000;
export const SLOTS_PER_HOUR = 12;
export const SLOTS_PER_DAY = 24 * SLOTS_PER_HOUR;

/** What happened on a path: µs per five minutes. */
export interface SimulatedPath {
  /** Without the waits of single answers. */
  readonly levelsUs: Float64Array;
  readonly mediansUs: Float64Array;
}

const PHI = 0.97;
/** Of a number drawn anew each time, so that the whole keeps its deviation. */
const NEW_PART = Math.sqrt(1 - PHI ** 2);

/** Whole days of a path, slot by slot: no single packet is drawn. */
export function simulatePath(truth: PathTruth, days: number, random: () => number): SimulatedPath {
  const slots = days * SLOTS_PER_DAY;
  const levelsUs = new Float64Array(slots);
  const mediansUs = new Float64Array(slots);
  const changes = 1 / (truth.dwellHours * SLOTS_PER_HOUR);
  const swing = swingOfDay(truth);
  let drift = normal(random);
  let route = random() < 0.5 ? -0.5 : 0.5;
  for (let slot = 0; slot < slots; slot += 1) {
    drift = PHI * drift + NEW_PART * normal(random);
    if (random() < changes) route = -route;
    const level =
      truth.baseUs +
      (swing[slot % SLOTS_PER_DAY] as number) +
      truth.driftUs * drift +
      truth.stepUs * route;
    levelsUs[slot] = level;
    mediansUs[slot] = Math.max(1, level + truth.waitUs * middleWait(random));
  }
  return { levelsUs, mediansUs };
}

function swingOfDay({ swingUs, busiestHour }: PathTruth): Float64Array {
  return Float64Array.from(
    { length: SLOTS_PER_DAY },
    (_, slot) => swingUs * Math.cos((2 * Math.PI * (slot / SLOTS_PER_HOUR - busiestHour)) / 24),
  );
}

const GRAIN = 1_024;
let middles: Float64Array | null = null;

/**
 * The middle one of 15 waits with a mean of 1. The middle one of 15 even numbers is distributed as
 * Beta(8, 8); the table has its quantiles as waits.
 */
function middleWait(random: () => number): number {
  const half = (VALUES_PER_SLOT + 1) / 2;
  middles ??= Float64Array.from(
    { length: GRAIN },
    (_, at) => -Math.log(1 - betaQuantile((at + 0.5) / GRAIN, half, half)),
  );
  return middles[Math.floor(random() * GRAIN)] as number;
}
