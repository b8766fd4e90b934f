export type LogLevel = "info" | "warn" | "error";

/** Writes one structured line; `fields` add to it what a machine may want to filter by. */
export type Log = (level: LogLevel, message: string, fields?: Record<string, unknown>) => void;

/** A logger of JSON lines (`level`, `time`, `msg`, fields), on standard error by default. */
export function createLog(
  write: (line: string) => void = (line) => process.stderr.write(line),
  now: () => Date = () => new Date(),
): Log {
  return (level, message, fields = {}) => {
    write(`${JSON.stringify({ level, time: now().toISOString(), msg: message, ...fields })}\n`);
  };
}

/** The message of an error with those of its causes, for a log line or a terminal. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as NodeJS.ErrnoException).code;
  const own = error.message === "" ? (code ?? error.name) : error.message;
  return error.cause === undefined ? own : `${own}: ${describeError(error.cause)}`;
}
