/** Round trips of TLS before the first request: 1 with TLS 1.3, 2 with 1.2, none in clear text (RFC 8446 §2). */
type TlsRoundTrips = 0 | 1 | 2;

/** What a new connection takes before its first request can leave, in ms: TCP's round trip and those of TLS. */
export function directHandshakeMs(rttMs: number, tls: TlsRoundTrips = 0): number {
  return (1 + tls) * rttMs;
}

/**
 * The same through an accelerator. It ends TCP at the edge and opens its own connection to the endpoint when
 * the client's SYN arrives, so that the longer of the two counts; TLS goes all the way to the endpoint
 * (docs.aws.amazon.com/global-accelerator, "How AWS Global Accelerator works").
 *
 * @param edgeMs round trip between client and edge
 * @param onwardMs between edge and endpoint
 */
export function acceleratedHandshakeMs(
  edgeMs: number,
  onwardMs: number,
  tls: TlsRoundTrips = 0,
): number {
  return Math.max(edgeMs, onwardMs) + tls * (edgeMs + onwardMs);
}
