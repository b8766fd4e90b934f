import type { ArmedRun } from "../contract/armed-run.ts";
import { RunWatch, type WatchHost } from "./run-watch.ts";

/** Watches the failover tests that one vantage is assigned. */
export class FailoverWatch {
  readonly #host: WatchHost;
  readonly #watches = new Map<string, RunWatch>();

  constructor(host: WatchHost) {
    this.#host = host;
  }

  /** Begins, ends and keeps runs; one of which at most the end has changed is not disturbed. */
  assign(runs: readonly ArmedRun[]): void {
    const wanted = new Map(runs.map((run) => [JSON.stringify({ ...run, endAtUs: null }), run]));
    for (const [key, watch] of this.#watches) {
      if (wanted.has(key) && !watch.isOver) continue;
      watch.close();
      this.#watches.delete(key);
    }
    for (const [key, run] of wanted) {
      const watch = this.#watches.get(key);
      if (watch === undefined) this.#watches.set(key, new RunWatch(run, this.#host));
      else watch.endAt(run.endAtUs);
    }
  }

  /** Ends all of them, and hands over what there is. */
  close(): void {
    this.assign([]);
  }
}
