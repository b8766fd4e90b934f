import type { Target } from "../contract/assignment.ts";
import type { AddressGuard } from "./address-guard.ts";
import type { Deadline } from "./deadline.ts";
import type { NameCache } from "./name-cache.ts";
import type { PhaseTimes } from "./outcome.ts";

/** A timed part of an attempt, in monotonic milliseconds. */
export interface TimedPart {
  phase: keyof PhaseTimes;
  startMs: number;
  endMs: number;
}

/** What a successful attempt showed. Its round-trip time is the sum of its parts. */
export interface Timing {
  parts: readonly TimedPart[];
  servedBy: string | null;
  address: string;
  answers: readonly string[];
}

/** One way to try a target. It throws what `outcomeOfError` understands. */
export interface Method {
  attempt(deadline: Deadline): Promise<Timing>;
  /** Closes what is kept open between attempts. */
  close(): void;
}

/** What the methods of one vantage share. */
export interface MeasureContext {
  sourceAddress: string | null;
  guard: AddressGuard;
  names: NameCache;
}

/** Creates the method of one metric for one target. */
export type CreateMethod = (target: Target, context: MeasureContext) => Method;
