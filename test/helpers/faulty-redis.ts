import type { Redis } from "ioredis";

/** What a process that dies does not do any more. */
export class Died extends Error {}

/**
 * A connection that works for so many calls, then fails. The call that fails may have been done all the
 * same: what a process sent before it died is carried out.
 */
export function diesAfter(redis: Redis, calls: number, isLastDone: boolean): Redis {
  let left = calls;
  return new Proxy(redis, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      // Nothing is sent before the pipeline itself is.
      if (name === "pipeline") return value.bind(target) as unknown;
      return async (...args: unknown[]) => {
        const call = () => Reflect.apply(value, target, args) as Promise<unknown>;
        left -= 1;
        if (left >= 0) return await call();
        if (isLastDone && left === -1) await call();
        throw new Died();
      };
    },
  });
}

/** A connection that waits before each call of one command until it is let go. */
export function waitsBefore(redis: Redis, command: string, letGo: Promise<void>): Redis {
  return new Proxy(redis, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      if (name !== command) return value.bind(target) as unknown;
      return async (...args: unknown[]) => {
        await letGo;
        return (await Reflect.apply(value, target, args)) as unknown;
      };
    },
  });
}
