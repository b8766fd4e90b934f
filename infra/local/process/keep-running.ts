import { setTimeout as delay } from "node:timers/promises";
import { reasonOf } from "../local-problem.ts";
import type { ChildProgram } from "./child-program.ts";
import { decideRestart, type RestartPolicy } from "./restart-policy.ts";

export interface KeepRunningOptions {
  name: string;
  /**
   * Starts the program, hands it to `started` at once, and returns when it works. Rejects when it
   * does not.
   */
  start: (started: (child: ChildProgram) => void) => Promise<void>;
  policy: RestartPolicy;
  /** How long it may take to end by itself when it is stopped. */
  graceMs: number;
  /** Says to people that it died and what happens next. */
  report: (line: string) => void;
  /** Called once, when it has died too often. */
  onGiveUp: (message: string) => void;
  now?: () => number;
}

export interface KeptProgram {
  /** The first start; rejects when it fails, and then nothing is tried again. */
  ready: Promise<void>;
  stop(): Promise<void>;
  kill(): void;
}

/** Runs a program until it is stopped, starting it again (within the policy) when it dies. */
export function keepRunning(options: KeepRunningOptions): KeptProgram {
  const { name, policy, report } = options;
  const now = options.now ?? Date.now;
  const stopping = new AbortController();
  const deathsAtMs: number[] = [];
  let child: ChildProgram | null = null;

  const launch = async () => {
    await options.start((started) => {
      child = started;
      // Asked to stop while the start was under way.
      if (stopping.signal.aborted) started.kill();
    });
  };

  /** Waits for each death and answers it, until told to stop or out of patience. */
  const watch = async () => {
    let reason = await endOf(child);
    while (!stopping.signal.aborted) {
      deathsAtMs.push(now());
      const decision = decideRestart(deathsAtMs, now(), policy);
      if (decision.kind === "give-up") {
        options.onGiveUp(`The ${name} died ${deathsAtMs.length} times, the last time: ${reason}`);
        return;
      }
      report(`the ${name} died (${reason}); it starts again in ${decision.delayMs / 1000} s`);
      await delay(decision.delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      reason = await launch().then(
        () => endOf(child),
        async (error: unknown) => {
          await child?.stop(0);
          return reasonOf(error);
        },
      );
    }
  };

  const ready = launch();
  const watching = ready.then(watch, () => undefined);
  return {
    ready,
    stop: async () => {
      stopping.abort();
      await child?.stop(options.graceMs);
      await watching;
    },
    kill: () => {
      stopping.abort();
      child?.kill();
    },
  };
}

async function endOf(child: ChildProgram | null): Promise<string> {
  if (child === null) return "it did not start";
  const end = await child.ended;
  return [end, ...child.lastLines()].join(" | ");
}
