import type { GuardOutcome } from "../../../../controller/contract/failover/guard-outcome.ts";
import type { GuardSign } from "../../../../controller/failover/guard/guard-signs.ts";
import { runGuard } from "../../../../controller/failover/guard/run-guard.ts";
import type { InForce, Restore } from "../../../../controller/failover/inject/injection.ts";
import { fakeClock } from "./fake-clock.ts";
import { orderOf } from "./order-of.ts";

export const RESTORED: InForce = { state: "restored", reason: "it is as it was" };
export const IN_FORCE: InForce = { state: "in_force", reason: "the fault holds" };

/** A dead man's timer with a clock of its own, and a folder in memory. */
export function guardWorld(restore: Restore, order = orderOf()) {
  const clock = fakeClock();
  const ending = new AbortController();
  const warnings: string[] = [];
  const notes: string[] = [];
  const kept: GuardOutcome[] = [];
  const faults: Error[] = [];
  const restoredAtMs: number[] = [];
  let sign: GuardSign | Error = { kind: "none" };
  const guard = runGuard(order, {
    restore: (step) => {
      restoredAtMs.push(clock.nowMs());
      return restore(step);
    },
    clock,
    ending: ending.signal,
    voice: { warn: (line) => warnings.push(line), note: (line) => notes.push(line) },
    desk: {
      read: () => (sign instanceof Error ? Promise.reject(sign) : Promise.resolve(sign)),
      refuse: () => {
        sign = { kind: "none" };
        return Promise.resolve();
      },
      finish: (outcome) => {
        const fault = faults.shift();
        if (fault !== undefined) return Promise.reject(fault);
        kept.push(outcome);
        return Promise.resolve();
      },
    },
  });
  return {
    clock,
    warnings,
    notes,
    kept,
    /** Errors that writing down what was done will meet, one a time. */
    faults,
    /** When restoring was tried, epoch milliseconds. */
    restoredAtMs,
    end: () => clock.passUntil(guard),
    tellToEnd: () => ending.abort(),
    sign: (next: GuardSign | Error) => {
      sign = next;
    },
    /** After so many milliseconds. */
    later: (ms: number, act: () => void) => {
      void clock.sleep(ms, new AbortController().signal).then(act);
    },
  };
}
