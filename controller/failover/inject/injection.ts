import type { MomentInterval } from "../../contract/failover/failover-timeline.ts";
import type { RestoreStep } from "../../contract/failover/restore-step.ts";

/** What an injector is about to do, before it has changed anything. All of it can be kept as JSON. */
export type PreparedInjection = {
  /** Each call that would be made, in words and with its parameters. */
  readonly preview: readonly string[];
  /** Puts everything back as it was found. */
  readonly restoreSteps: readonly RestoreStep[];
  /** Permissions that the role needs, such as `route53:UpdateHealthCheck`. */
  readonly permissions: readonly string[];
  /** Whether the target is marked as fit for tests, and by what, or what is missing. */
  readonly optIn: { readonly ok: boolean; readonly reason: string };
};

/** Whether the failure holds now. `other`: neither the failure nor what was there before. */
export type InForce = {
  readonly state: "in_force" | "restored" | "other";
  readonly reason: string;
};

/** One way to make something fail. Times are epoch microseconds in intervals, from asking to being told. */
export type Injection = {
  /** Reads, and changes nothing. */
  prepare(): Promise<PreparedInjection>;
  /** Brings the failure about, and waits until it is in force. */
  inject(): Promise<MomentInterval>;
  verify(): Promise<InForce>;
};

/**
 * Puts one thing back: reads first and writes only where it differs. May be called twice, by two
 * processes, and after a failure that came about by half.
 *
 * @returns what was found at the end; anything but `restored` is to be tried again
 */
export type Restore = (step: RestoreStep) => Promise<InForce>;
