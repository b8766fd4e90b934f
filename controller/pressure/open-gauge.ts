import type { Logger } from "pino";
import type { Trouble } from "../contract/trouble.ts";
import { calmPressure, judgePressure, type Pressure } from "../core/pressure/judge-pressure.ts";
import { retryAfterS } from "../core/pressure/retry-after.ts";
import type { PressureLimits, StoreLook } from "../core/pressure/store-look.ts";
import { describeTrouble } from "../core/pressure/trouble-of-look.ts";
import { durationText } from "../core/wording/count.ts";

/** Often enough to stop a flood, seldom enough to cost nothing. */
const LOOK_EVERY_MS = 2_000;
/** Redis answers these commands in less than a millisecond. */
const LOOK_WITHIN_MS = 1_500;

/** Knows whether Redis and the queue can take batches, without being asked each time. */
export type Gauge = {
  /** What keeps this process from taking batches, or from counting them; null while all is well. */
  trouble(): Trouble | null;
  /** What a sender that is turned away is told, in whole seconds. */
  retryAfterS(): number;
  /** What the last look saw. */
  last(): StoreLook | null;
  /** Resolves with the first look that Redis answers, or when the gauge is closed (false). */
  answered(): Promise<boolean>;
  close(): void;
};

export type GaugeOptions = {
  /** @throws when Redis cannot be used. */
  readonly look: () => Promise<StoreLook>;
  /** Why a look may be late, where anything is known of it. */
  readonly lateReason: () => string | null;
  /** Whether the workers of this process run; null where it has none. */
  readonly workersRun: () => boolean | null;
  readonly limits: PressureLimits;
  readonly log: Logger;
  readonly now: () => number;
  readonly random: () => number;
};

/** Looks every two seconds, the first time at once, and logs each change of state once. */
export function openGauge(options: GaugeOptions): Gauge {
  const { limits, now, random, workersRun } = options;
  let pressure = calmPressure(now());
  let last: StoreLook | null = null;
  let logged: Trouble | null = null;
  let loggedAtMs = now();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const { promise: firstAnswer, resolve: answer } = promiseOf<boolean>();
  const trouble = () => pressure.trouble ?? standstill(workersRun());
  const tell = () => {
    const present = trouble();
    if (present?.code === logged?.code) return;
    const sinceMs = now();
    logChange(options.log, logged, present, sinceMs - loggedAtMs);
    logged = present;
    loggedAtMs = sinceMs;
  };
  const turn = async () => {
    const seen = await lookWithin(LOOK_WITHIN_MS, options);
    if (isClosed) return;
    last = seen;
    pressure = judgePressure(pressure, seen, limits, now());
    tell();
    if (seen.kind === "answered") answer(true);
    timer = setTimeout(() => void turn(), LOOK_EVERY_MS).unref();
  };
  void turn();
  return {
    trouble,
    retryAfterS: () => retryAfterS(pressure satisfies Pressure, now(), random()),
    last: () => last,
    answered: () => firstAnswer,
    close() {
      isClosed = true;
      clearTimeout(timer);
      answer(false);
    },
  };
}

function standstill(workersRun: boolean | null): Trouble | null {
  return workersRun === false ? describeTrouble("workers_stopped", "they take no jobs") : null;
}

function logChange(log: Logger, before: Trouble | null, now: Trouble | null, afterMs: number) {
  if (now !== null) {
    log.error({ trouble: now.code, mend: now.mend }, now.sentence);
  } else if (before !== null) {
    log.warn(
      { trouble: null, before: before.code },
      `All is well again, after ${durationText(afterMs)}.`,
    );
  }
}

/** A look that takes too long is a failed look: a stopped server keeps its connections. */
async function lookWithin(
  limitMs: number,
  { look, lateReason }: Pick<GaugeOptions, "look" | "lateReason">,
): Promise<StoreLook> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<StoreLook>((resolve) => {
    timer = setTimeout(() => {
      const reason = lateReason() ?? `no answer within ${limitMs / 1_000} s`;
      resolve({ kind: "failed", reason });
    }, limitMs);
  });
  try {
    return await Promise.race([look().catch(failedLook), late]);
  } finally {
    clearTimeout(timer);
  }
}

function failedLook(error: unknown): StoreLook {
  return { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
}

function promiseOf<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
