import type { HealthCheck } from "@aws-sdk/client-route-53";
import type { InForce } from "../../failover/inject/injection.ts";

/** What of a health check is changed. */
export type HealthFlags = { readonly disabled: boolean; readonly inverted: boolean };

/** A disabled check counts as healthy, and an inverted one as the opposite of that. */
export const asFailed: HealthFlags = { disabled: true, inverted: true };

export function flagsIn({ HealthCheckConfig }: HealthCheck): HealthFlags {
  return {
    disabled: HealthCheckConfig?.Disabled === true,
    inverted: HealthCheckConfig?.Inverted === true,
  };
}

/** As AWS spells them. */
export function saidFlags({ disabled, inverted }: HealthFlags): string {
  return `Disabled ${disabled}, Inverted ${inverted}`;
}

/**
 * @param found as it was before the failure
 * @param now null where the check is not there any more
 */
export function lookOfFlags(found: HealthFlags, now: HealthFlags | null): InForce {
  if (now === null) {
    const reason = `the health check is not there any more; it had ${saidFlags(found)}`;
    return { state: "other", reason };
  }
  const isAs = ({ disabled, inverted }: HealthFlags) =>
    now.disabled === disabled && now.inverted === inverted;
  const reason = `the health check has ${saidFlags(now)}`;
  if (isAs(asFailed)) return { state: "in_force", reason };
  if (isAs(found)) return { state: "restored", reason };
  return { state: "other", reason: `${reason}, and had ${saidFlags(found)}` };
}
