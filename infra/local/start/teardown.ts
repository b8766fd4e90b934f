import { setTimeout as delay } from "node:timers/promises";
import { reasonOf } from "../local-problem.ts";

/** Something that was started and must be ended. */
interface Started {
  name: string;
  /** Ends it in good order. */
  stop: () => Promise<void>;
  /** Ends it at once; must not wait and must not throw. */
  kill: () => void;
}

export interface Teardown {
  /** Registers what was just started; while everything is being ended it is killed at once. */
  add(started: Started): void;
  /** Stops everything, newest first. A failure is reported and the rest goes on. */
  stop(): Promise<void>;
  /** Kills everything, newest first. */
  kill(): void;
}

/** Everything has shorter limits of its own; this one only keeps a fault from blocking the end. */
const STEP_LIMIT_MS = 20_000;

export function createTeardown(
  report: (line: string) => void,
  stepLimitMs: number = STEP_LIMIT_MS,
): Teardown {
  const running: Started[] = [];
  let over = false;
  return {
    add: (started) => {
      if (over) started.kill();
      else running.push(started);
    },
    stop: async () => {
      over = true;
      for (let started = running.at(-1); started !== undefined; started = running.at(-1)) {
        const failure = await stopWithin(started, stepLimitMs);
        // Kept in the list until here: a kill meanwhile must reach it too.
        if (running.at(-1) === started) running.pop();
        if (failure === null) continue;
        report(`stopping the ${started.name}: ${failure}`);
        started.kill();
      }
    },
    kill: () => {
      over = true;
      for (const started of running.splice(0).reverse()) started.kill();
    },
  };
}

async function stopWithin(started: Started, limitMs: number): Promise<string | null> {
  const timer = new AbortController();
  const stopped = started.stop().then(
    () => null,
    (error: unknown) => reasonOf(error),
  );
  const late = delay(limitMs, `not done after ${limitMs / 1000} s`, { signal: timer.signal });
  const failure = await Promise.race([stopped, late.catch(() => null)]);
  timer.abort();
  return failure;
}
