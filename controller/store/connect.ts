import { Redis, type Result } from "ioredis";
import { FOLD_SCRIPT } from "./scripts/fold-script.ts";
import { RAISE_SCRIPT } from "./scripts/raise-script.ts";
import { REPLACE_SCRIPT } from "./scripts/replace-script.ts";
import { REPORT_SCRIPT } from "./scripts/report-script.ts";

/** Where Redis listens: an address such as `redis://127.0.0.1:6379`, or a Unix socket. */
export type RedisAddress = { readonly url: string } | { readonly socketPath: string };

declare module "ioredis" {
  // The library's own way of typing scripts; the parameter must have its name.
  interface RedisCommander<Context> {
    isoFold(key: string, ...argv: (string | number | Buffer)[]): Result<number, Context>;
    isoReplace(key: string, field: string, expected: Buffer, next: Buffer): Result<number, Context>;
    isoRaise(key: string, ...argv: (string | number)[]): Result<number, Context>;
    isoReport(key: string, ...argv: (string | number)[]): Result<number, Context>;
  }
}

const SCRIPTS = {
  isoFold: { lua: FOLD_SCRIPT, numberOfKeys: 1 },
  isoReplace: { lua: REPLACE_SCRIPT, numberOfKeys: 1 },
  isoRaise: { lua: RAISE_SCRIPT, numberOfKeys: 1 },
  isoReport: { lua: REPORT_SCRIPT, numberOfKeys: 1 },
} as const;

const LONGEST_RECONNECT_WAIT_MS = 2_000;

/**
 * Opens a connection that comes back by itself after an interruption. Commands wait for it, without
 * limit where `patient` is set (queue workers), otherwise for a few attempts, then they fail.
 *
 * @param onError receives every failure of the connection; without a listener it would end the process.
 */
export function connectRedis(
  address: RedisAddress,
  onError: (error: Error) => void,
  patient = false,
): Redis {
  const options = {
    maxRetriesPerRequest: patient ? null : 3,
    retryStrategy: (attempt: number) => Math.min(50 * 2 ** attempt, LONGEST_RECONNECT_WAIT_MS),
    scripts: SCRIPTS,
  };
  const redis =
    "url" in address
      ? new Redis(address.url, options)
      : new Redis({ ...options, path: address.socketPath });
  redis.on("error", onError);
  return redis;
}
