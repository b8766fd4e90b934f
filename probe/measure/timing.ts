import type { SecureContext } from "node:tls";
import type { Target } from "../contract/assignment.ts";
import type { AddressGuard } from "./address-guard.ts";
import type { Deadline } from "./deadline.ts";
import type { AddressType } from "./dns-message.ts";
import type { KernelClock } from "./kernel-clock.ts";
import type { NameCache } from "./name-cache.ts";
import type { LookupDetails, OneWayDelays, PhaseTimes } from "./outcome.ts";
import type { TimeWindow, Wait } from "./taint.ts";

/** A timed part of an attempt, in monotonic milliseconds. */
export interface TimedPart extends Wait {
  phase: keyof PhaseTimes;
  /** In which stretches of it an answer was waited for, in order of time; all of it where nothing is said. */
  waits?: readonly Wait[];
}

/**
 * What a successful attempt showed. Its round-trip time is the sum of its parts, less the time that a
 * reflector says it kept the packet.
 */
export interface Timing {
  parts: readonly TimedPart[];
  reflectorMs?: number;
  /** When the name was asked for before the parts began: shown, and no part of the time. */
  asked?: TimeWindow | null;
  /** The kernel's own time of the one part, where it was asked for; null when it did not tell. */
  kernelRttUs?: number | null;
  servedBy: string | null;
  address: string;
  answers: readonly string[];
  lookup?: LookupDetails;
  oneWay?: OneWayDelays | null;
}

/** What only shows over many attempts with a reflector; null where it does not count what it answers. */
export interface EchoReport {
  /** Replies that came after the time-out; each of these attempts had already ended as lost. */
  late: number;
  /** Packets lost on the way to the reflector, and those lost on the way back. */
  lostOut: number | null;
  lostBack: number | null;
}

/** One way to try a target. It throws what `outcomeOfError` understands. */
export interface Method {
  attempt(deadline: Deadline): Promise<Timing>;
  /** What the attempts so far showed together, of the address in use. */
  report?(): EchoReport;
  /** Closes what is kept open between attempts. */
  close(): void;
}

/** What the methods of one vantage share. */
export interface MeasureContext {
  sourceAddress: string | null;
  guard: AddressGuard;
  /** Whom to trust in TLS; without it, whom Node trusts. */
  trust?: SecureContext | null;
  names: NameCache;
  /** What `dns` asks for; without one what the source address could connect to. */
  recordType?: AddressType;
  /** Times `connect` where it is there. */
  kernelClock?: Pick<KernelClock, "read">;
  /** What this machine's clock is wrong by at most, in milliseconds; null while that is not known. */
  clockErrorMs?: () => number | null;
}

/** Creates the method of one metric for one target. */
export type CreateMethod = (target: Target, context: MeasureContext) => Method;
