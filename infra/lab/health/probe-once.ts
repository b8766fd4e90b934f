import { isIPv4 } from "node:net";
import { callHttp } from "./call-http.ts";
import { callTcp } from "./call-tcp.ts";
import { ProbeCall } from "./probe-call.ts";
import { REFUSED, TIMED_OUT } from "./probe-reasons.ts";
import {
  type ProbeMeans,
  type ProbeOutcome,
  type ProbeTarget,
  type Reach,
  ROUTE53_LIMITS,
} from "./probe-target.ts";

/**
 * Calls a target once, as a health checker does: opens a TCP connection; over HTTP and HTTPS asks for
 * the path and takes 2xx and 3xx for good; looks for the search string. Certificates are not
 * checked. Never rejects. Whatever is not of the lab (127.0.0.0/8) stays silent, so that no check
 * leaves the machine.
 */
export function probeOnce(target: ProbeTarget, means: ProbeMeans): Promise<ProbeOutcome> {
  const { clock, limits = ROUTE53_LIMITS } = means;
  return new Promise((done) => {
    const call = new ProbeCall(clock, done);
    call.limit(target.protocol === "TCP" ? limits.tcpMs : limits.connectMs, TIMED_OUT);
    const reach = reachOf(target, means);
    if (reach === "refused") call.end(false, REFUSED);
    if (reach !== "open") return;
    if (target.protocol === "TCP") callTcp(target, call);
    else callHttp(target, limits, call);
  });
}

function reachOf(target: ProbeTarget, { reach }: ProbeMeans): Reach {
  const ofTheLab = isIPv4(target.address) && target.address.startsWith("127.");
  return ofTheLab ? (reach?.(target) ?? "open") : "silent";
}
