import { listenFailureCode } from "../http/listening.ts";

/**
 * The sentences of GetHealthCheckStatus. The first word is what AWS promises; the rest is its wording
 * where that is publicly known.
 */
export const TIMED_OUT =
  "Failure: Connection timed out. The endpoint or the internet connection is down, or requests are being blocked by your firewall. See https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-router-firewall-rules.html";
export const NO_STATUS =
  "Failure: The endpoint did not respond with an HTTP status code within the timeout limit.";
export const NO_BODY =
  "Failure: The endpoint did not return the response body within the timeout limit.";
export const NOT_FOUND =
  "Failure: The search string was not found in the first 5,120 bytes of the response body.";
export const CONNECTED = "Success: TCP connection established.";
export const REFUSED = "Failure: Connection refused.";

export function statusReason(ok: boolean, code: number, text: string): string {
  return `${ok ? "Success" : "Failure"}: HTTP Status Code ${code}, ${text}`;
}

export function resolutionReason(code: string): string {
  return `Failure: DNS resolution failed: ${code}`;
}

const SOCKET_REASONS: ReadonlyMap<string, string> = new Map([
  ["ECONNREFUSED", REFUSED],
  ["ECONNRESET", "Failure: Connection reset."],
]);

/** What went wrong on a socket. */
export function socketReason(error: Error): string {
  const known = SOCKET_REASONS.get(listenFailureCode(error) ?? "");
  return known ?? `Failure: ${error.message}`;
}
