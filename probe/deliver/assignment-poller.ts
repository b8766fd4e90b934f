import type { Assignment } from "../contract/assignment.ts";
import { describeError, type Log } from "../log.ts";
import type { AssignmentFile, StoredAssignment } from "./assignment-file.ts";
import { backoffMs } from "./backoff.ts";
import type { ControllerClient, FetchedAssignment } from "./controller-client.ts";
import { Pause } from "./pause.ts";

const CALM_MS = 60_000;
/** How long the controller is asked to hold its answer: below what proxies commonly cut off at. */
const HOLD_MS = 50_000;
/** Probes whose questions end together come back spread over this time. */
const AGAIN_MS = 1_000;
/** While batches are answered with another version than ours, the controller is asked this often. */
const OUTDATED_MS = 5_000;

export interface AssignmentPollerOptions {
  vantage: string;
  token: string;
  client: Pick<ControllerClient, "fetchAssignment">;
  file: AssignmentFile;
  log: Log;
  onAssignment(assignment: Assignment): void;
}

/** Keeps the assignment of one vantage up to date, starting with the one on disk. */
export class AssignmentPoller {
  readonly #options: AssignmentPollerOptions;
  readonly #random: () => number;
  readonly #pause = new Pause();
  #current: StoredAssignment | null = null;
  #isStopped = false;
  #failures = 0;
  #isTokenBad = false;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #isOutdated = false;

  constructor(options: AssignmentPollerOptions, random: () => number = Math.random) {
    this.#options = options;
    this.#random = random;
  }

  /** Asks until it is stopped. */
  async run(): Promise<void> {
    const { file, vantage, onAssignment } = this.#options;
    const stored = await file.load();
    if (stored !== null && stored.assignment.vantage === vantage) {
      this.#current = stored;
      onAssignment(stored.assignment);
    }
    while (!this.#isStopped) await this.#pause.wait(await this.#ask());
  }

  /** Hears which version the controller holds current; another one than ours is fetched soon. */
  notice(version: string): void {
    const isOutdated = this.#current !== null && version !== this.#current.assignment.version;
    const isNews = isOutdated && !this.#isOutdated;
    this.#isOutdated = isOutdated;
    if (!isNews || this.#failures > 0) return;
    const waitMs = Math.max(0, this.#askedAtMs + OUTDATED_MS - performance.now());
    setTimeout(() => this.#pause.end(), waitMs).unref();
  }

  /** Lets {@link run} return. */
  stop(): void {
    this.#isStopped = true;
    this.#pause.end();
  }

  /** @returns how long to wait before the next time, in milliseconds */
  async #ask(): Promise<number> {
    const { client, vantage, token } = this.#options;
    this.#askedAtMs = performance.now();
    const fetched = await client.fetchAssignment(
      vantage,
      token,
      this.#current?.etag ?? null,
      HOLD_MS,
    );
    return this.#isStopped ? 0 : this.#conclude(fetched);
  }

  async #conclude(fetched: FetchedAssignment): Promise<number> {
    switch (fetched.kind) {
      case "assignment":
        return this.#takeIfNew({ assignment: fetched.assignment, etag: fetched.etag });
      case "unchanged": {
        // An older controller does not hold its answer: it is asked from time to time.
        const wasHeld = performance.now() - this.#askedAtMs > HOLD_MS / 2;
        const calmMs = this.#calm();
        return wasHeld ? AGAIN_MS * this.#random() : calmMs;
      }
      case "unauthorized":
        if (!this.#isTokenBad) {
          this.#log("error", "the controller does not accept the token", fetched.reason);
        }
        this.#isTokenBad = true;
        this.#failures += 1;
        return CALM_MS;
      case "unavailable": {
        if (this.#failures === 0) {
          this.#log("warn", "no assignment from the controller", fetched.reason);
        }
        this.#failures += 1;
        return backoffMs(this.#failures, this.#random(), fetched.retryAfterMs);
      }
    }
  }

  /** @returns how long to wait: soon for a new one, as ever for one that something in between repeats */
  async #takeIfNew(stored: StoredAssignment): Promise<number> {
    const isNew = stored.assignment.version !== this.#current?.assignment.version;
    await this.#take(stored);
    const calmMs = this.#calm();
    return isNew ? OUTDATED_MS * (1 + 0.2 * this.#random()) : calmMs;
  }

  async #take(stored: StoredAssignment): Promise<void> {
    const { file, onAssignment } = this.#options;
    this.#current = stored;
    this.#isOutdated = false;
    onAssignment(stored.assignment);
    this.#log("info", "measuring a new assignment", `version ${stored.assignment.version}`);
    await file
      .save(stored)
      .catch((error: unknown) =>
        this.#log("error", "the assignment cannot be saved", describeError(error)),
      );
  }

  #calm(): number {
    this.#failures = 0;
    this.#isTokenBad = false;
    return this.#isOutdated ? OUTDATED_MS : CALM_MS * (0.9 + 0.2 * this.#random());
  }

  #log(level: "info" | "warn" | "error", message: string, reason: string): void {
    const { vantage, log } = this.#options;
    log(level, message, { vantage, reason });
  }
}
