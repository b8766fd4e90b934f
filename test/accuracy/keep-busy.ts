const BUSY_MS = 25;
const EVERY_MS = 100;

/** Makes this thread compute for 25 ms in every 100, for as long as it runs. */
export function keepBusy(): void {
  setInterval(() => {
    const untilMs = performance.now() + BUSY_MS;
    while (performance.now() < untilMs);
  }, EVERY_MS).unref();
}
