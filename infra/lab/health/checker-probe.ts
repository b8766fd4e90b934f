import type { HealthCheckConfig } from "@aws-sdk/client-route-53";
import { checkTarget } from "./check-target.ts";
import type { CheckerPlace } from "./checker-places.ts";
import { probeOnce } from "./probe-once.ts";
import { resolutionReason } from "./probe-reasons.ts";
import { type ProbeMeans, type ProbeOutcome, ROUTE53_LIMITS } from "./probe-target.ts";

/**
 * The IPv4 addresses of a name. Rejects where there are none, with a DNS response code as message
 * (`NXDOMAIN`).
 */
export type Lookup = (name: string) => Promise<readonly string[]>;

/**
 * A call of a checker over real sockets: to the address of the check, or else to the first one that
 * its domain name is looked up to, anew each time and over IPv4 only. Never rejects.
 */
export async function probeForCheck(
  healthCheckId: string,
  config: HealthCheckConfig,
  place: CheckerPlace,
  means: ProbeMeans & { readonly lookup: Lookup },
): Promise<ProbeOutcome> {
  const beganMs = means.clock.nowMs();
  const found = await addressOf(config, means);
  if ("code" in found) {
    const reason = resolutionReason(found.code);
    return { ok: false, reason, tookLabMs: means.clock.nowMs() - beganMs };
  }
  return probeOnce(checkTarget(healthCheckId, config, found.address, place.address), means);
}

async function addressOf(
  { IPAddress, FullyQualifiedDomainName: name = "" }: HealthCheckConfig,
  { clock, lookup, limits = ROUTE53_LIMITS }: ProbeMeans & { readonly lookup: Lookup },
): Promise<{ address: string } | { code: string }> {
  if (IPAddress !== undefined) return { address: IPAddress };
  let callOff = () => {};
  const late = new Promise<never>((_, reject) => {
    callOff = clock.after(limits.connectMs, () => reject(new Error("TIMEOUT")));
  });
  try {
    const [address] = await Promise.race([lookup(name), late]);
    return address === undefined ? { code: "NOERROR, no address" } : { address };
  } catch (error) {
    return { code: error instanceof Error ? error.message : String(error) };
  } finally {
    callOff();
  }
}
