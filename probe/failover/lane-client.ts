import type { Deadline } from "../measure/deadline.ts";
import type { EndedProbe } from "./stretch.ts";

/** What a probe showed: how it ended, and which endpoint served it. */
export type Seen = Pick<EndedProbe, "state" | "servedBy">;

/** A client of one class. Probes may overlap. */
export interface LaneClient {
  /**
   * One probe, which ends when time is up at the latest.
   *
   * @throws AttemptError `blocked` or `probe` where it shows nothing about the service, since it failed for a
   *   reason of the probe's own
   */
  probe(deadline: Deadline): Promise<Seen>;
  /** Closes what is kept open between probes. */
  close(): void;
}
