import { readFile } from "node:fs/promises";
import * as z from "zod";
import { type ClockEstimate, sharedNowMs } from "../failover/run-clock.ts";
import { writeWhole } from "./spool.ts";

const SAVE_EVERY_MS = 60_000;
/** This machine's clock is read in whole milliseconds, when saving and when loading. */
const READING_ERROR_MS = 2;

const StoredClock = z.object({
  controllerMinusWallMs: z.number(),
  errorMs: z.number().nonnegative(),
  atWallMs: z.number().positive(),
});

/**
 * What was known last of the controller's clock, kept so that a probe that is started while the
 * controller is away watches a failover test by the same clock. It holds as far as this machine's own clock
 * is not set in between.
 */
export class ClockFile {
  readonly #path: string;
  #savedAtMs = Number.NEGATIVE_INFINITY;

  constructor(path: string) {
    this.#path = path;
  }

  /** What was saved last; null when nothing usable was. */
  async load(): Promise<ClockEstimate | null> {
    try {
      const stored = StoredClock.parse(JSON.parse(await readFile(this.#path, "utf8")));
      const { controllerMinusWallMs, errorMs, atWallMs } = stored;
      const wallMs = Date.now();
      const nowMs = sharedNowMs();
      return {
        controllerMinusMonotonicMs: controllerMinusWallMs + wallMs - nowMs,
        errorMs: errorMs + READING_ERROR_MS,
        atMs: nowMs - Math.max(0, wallMs - atWallMs),
      };
    } catch {
      return null;
    }
  }

  /**
   * Saves an estimate, at most once a minute.
   *
   * @throws an error of the file system
   */
  async save({ controllerMinusMonotonicMs, errorMs, atMs }: ClockEstimate): Promise<void> {
    const nowMs = sharedNowMs();
    if (nowMs - this.#savedAtMs < SAVE_EVERY_MS) return;
    this.#savedAtMs = nowMs;
    const wallMs = Date.now();
    const stored: z.infer<typeof StoredClock> = {
      controllerMinusWallMs: controllerMinusMonotonicMs - (wallMs - nowMs),
      errorMs,
      atWallMs: wallMs - (nowMs - atMs),
    };
    await writeWhole(this.#path, JSON.stringify(stored));
  }
}
