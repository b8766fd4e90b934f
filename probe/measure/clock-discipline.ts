import { execFile } from "node:child_process";

const REFRESH_MS = 60_000;
/** Without news for so long nothing is claimed any more. */
const STALE_MS = 3 * REFRESH_MS;
const ANSWER_WITHIN_MS = 2_000;
/** What a disciplined clock may run off by beyond chronyd's own estimate (chrony.conf, maxclockerror). */
const CLOCK_ERROR_PPM = 1;
const PER_PPM = 1e-6;

/** Reference identifiers of a chronyd that follows no other clock: none, and its own (chronyc, tracking). */
const NO_SOURCE = new Set(["00000000", "7F7F0101"]);
const SYNCHRONISED = new Set(["Normal", "Insert second", "Delete second"]);

/** How far the system's clock may be from UTC. */
export interface ClockBound {
  /** At the time of the report. */
  errorMs: number;
  /** Milliseconds that are added per millisecond since. */
  growth: number;
}

/**
 * Reads the line of `chronyc -c tracking`. The system's clock is wrong by at most what chronyd is still
 * correcting, plus the root dispersion, plus half the root delay (chronyc, tracking; RFC 5905 §11.2).
 *
 * @returns null while the clock is not synchronised, or for another text
 */
export function parseTracking(text: string): ClockBound | null {
  const fields = text.trim().split(",");
  const [reference = ""] = fields;
  const leap = fields[13] ?? "";
  if (NO_SOURCE.has(reference) || !SYNCHRONISED.has(leap)) return null;
  const [offsetS, skewPpm, rootDelayS, rootDispersionS] = [4, 9, 10, 11].map((at) =>
    fields[at] === "" ? Number.NaN : Math.abs(Number(fields[at])),
  ) as [number, number, number, number];
  const errorMs = (offsetS + rootDispersionS + rootDelayS / 2) * 1_000;
  const growth = (skewPpm + CLOCK_ERROR_PPM) * PER_PPM;
  return Number.isFinite(errorMs + growth) ? { errorMs, growth } : null;
}

/**
 * Knows how far the system's clock may be from UTC, where chronyd keeps it and tells: asks once a minute
 * in the background, and claims nothing where the answer fails to come.
 */
export class ClockDiscipline {
  readonly #command: string;
  #known: { bound: ClockBound; atMs: number } | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(command = "chronyc") {
    this.#command = command;
  }

  /** Resolves when the first answer is there, or is known not to come. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.#refresh(), REFRESH_MS);
    this.#timer.unref();
    await this.#refresh();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** What the clock is wrong by at most, in milliseconds; null where that is not known. */
  errorMs(nowMs: number = performance.now()): number | null {
    if (this.#known === null) return null;
    const { bound, atMs } = this.#known;
    const ageMs = nowMs - atMs;
    return ageMs > STALE_MS ? null : bound.errorMs + bound.growth * ageMs;
  }

  async #refresh(): Promise<void> {
    const atMs = performance.now();
    const text = await this.#ask();
    // A chronyd that does not answer leaves what is known until that is stale; one that says no ends it.
    if (text === null) return;
    const bound = parseTracking(text);
    this.#known = bound === null ? null : { bound, atMs };
  }

  #ask(): Promise<string | null> {
    return new Promise((resolve) => {
      execFile(
        this.#command,
        ["-n", "-c", "tracking"],
        { timeout: ANSWER_WITHIN_MS, killSignal: "SIGKILL" },
        (error, stdout) => resolve(error === null ? stdout : null),
      );
    });
  }
}
