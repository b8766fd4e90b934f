import type { GuardClock } from "../../../../controller/failover/guard/guard-clock.ts";

/** Time that passes only while everybody sleeps. */
export type FakeClock = GuardClock & {
  /** Sets the clock of the machine, as an administrator may; the steady one runs on. */
  set(nowMs: number): void;
  /** Lets time pass until a promise is settled, and answers it. */
  passUntil<Value>(promise: Promise<Value>): Promise<Value>;
};

/** More sleeps than this mean that a loop has no end. */
const MOST_SLEEPS = 100_000;

export function fakeClock(): FakeClock {
  let nowMs = 0;
  let steadyMs = 0;
  const sleepers = new Map<() => void, number>();
  const passToNext = () => {
    const [next] = [...sleepers].sort(([, a], [, b]) => a - b);
    if (next === undefined) return;
    const [wake, atMs] = next;
    nowMs += Math.max(0, atMs - steadyMs);
    steadyMs = Math.max(steadyMs, atMs);
    wake();
  };
  return {
    nowMs: () => nowMs,
    steadyMs: () => steadyMs,
    set(ms) {
      nowMs = ms;
    },
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const wake = () => {
          sleepers.delete(wake);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        sleepers.set(wake, steadyMs + ms);
        signal.addEventListener("abort", wake);
        if (signal.aborted) wake();
      }),
    async passUntil(promise) {
      let isSettled = false;
      const settle = () => {
        isSettled = true;
      };
      promise.then(settle, settle);
      for (let sleeps = 0; ; sleeps += 1) {
        await new Promise(setImmediate);
        if (isSettled) return await promise;
        if (sleeps > MOST_SLEEPS) throw new Error("time passes, and nothing ends");
        passToNext();
      }
    },
  };
}
