import { destination, type Logger, pino } from "pino";

export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "silent";

const STDERR = 2;

/** Receives the lines of a log, each with its line feed. */
export type LogDestination = { write(text: string): void };

/** Structured lines, by default on standard error, so that what a command prints stays clean. */
export function openLog(level: LogLevel, to?: LogDestination): Logger {
  return pino(
    { level, base: { program: "controller" }, redact: ["req.headers.authorization"] },
    to ?? destination({ dest: STDERR, sync: true }),
  );
}
