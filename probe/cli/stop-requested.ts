/**
 * Resolves with the reason when this process is to stop: SIGTERM, SIGINT, or the end of the parent that it
 * is connected to. Call it first of all: a process that is stopped while it starts ends as cleanly as later.
 */
export function stopRequested(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => resolve(signal));
    process.on("disconnect", () => resolve("the parent process has gone"));
  });
}
