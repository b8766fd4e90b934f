import type { Logger } from "pino";
import type { Queues } from "../queue/open-queues.ts";
import type { Store } from "../store/store.ts";

/** What the routes work with. */
export type ApiDeps = {
  readonly store: Store;
  readonly queues: Pick<Queues, "addBatch">;
  readonly log: Logger;
  /** Whether the workers of this process run; null where it has none. */
  readonly workersRun: () => boolean | null;
  /** Folder of the built pages; null serves the API alone. */
  readonly dashboardDir: string | null;
  /** Epoch milliseconds. */
  readonly now: () => number;
};
