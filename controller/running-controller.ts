import type { GivenAws } from "./checked-aws.ts";
import type { Estate } from "./contract/estate.ts";
import type { Role } from "./store/access-records.ts";

/** A controller that was started. */
export type RunningController = {
  readonly url: string;
  /** Resolves once Redis has answered and the work has begun; false when it is closed before. */
  readonly begun: Promise<boolean>;
  /** Declares what is measured; probes learn of it with their next look at their assignment. */
  loadEstate(estate: Estate): Promise<void>;
  /**
   * Has AWS read from now on, at once and on schedule, in place of what was told of it before. What is
   * given stays in the memory of this process.
   *
   * @throws ControllerProblem where a setting is wrong, or this process has no workers.
   */
  readAws(given: GivenAws): Promise<void>;
  /** A link that logs its first visitor in as admin, within the hour. */
  issueLoginUrl(): Promise<string>;
  /** A token for the probe of a vantage; the one before stops working. */
  issueProbeToken(vantage: string): Promise<string>;
  issueApiToken(name: string, role: Role): Promise<string>;
  /** Stops listening, finishes the jobs in work, then lets Redis go. */
  close(): Promise<void>;
};
