import type { FailureClass } from "../contract/failure.ts";

/**
 * Parts of an attempt that are timed apart, in microseconds; a part that did not occur is absent. What
 * a UDP packet took is split into its way there and back and its stay at the reflector, which is no
 * part of the round-trip time; neither is asking for the name before a new connection.
 */
export type PhaseTimes = Partial<
  Record<"resolve" | "connect" | "tls" | "response" | "network" | "reflector", number>
>;

/** How one attempt ended. */
export type Outcome =
  | {
      kind: "answer";
      rttUs: number;
      /** How much of `rttUs` may be delay of this process instead, because it stood still; 0 when calm. */
      uncertaintyUs: number;
      /** So much that `rttUs` is not to be trusted. */
      tainted: boolean;
      /** The clock that took `rttUs`; absent for this process's own. */
      clock?: "kernel";
      phasesUs: PhaseTimes;
      /** Endpoint that the answer names; null when it names none. */
      servedBy: string | null;
      /** Address that answered. */
      address: string;
      /** Addresses in a DNS answer; empty for other metrics. */
      answers: readonly string[];
    }
  | { kind: "lost"; detail: string }
  | { kind: "failure"; failure: FailureClass; detail: string };
