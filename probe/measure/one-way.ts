import { decodeErrorEstimate } from "./error-estimate.ts";
import { addToNtp, ntpDifferenceMs } from "./ntp-time.ts";
import type { OneWayDelays } from "./outcome.ts";
import type { StampExchange } from "./stamp-flow.ts";

/**
 * The round-trip time split by the clocks of both ends: out from our sending to the reflector's receiving,
 * back from its sending to our receiving (RFC 8762 §4). Nothing is clamped: a delay below zero shows
 * what the clocks differ by.
 *
 * @returns null unless both ends say that their clocks are synchronised
 */
export function oneWayDelays(exchange: StampExchange): OneWayDelays | null {
  const { sentMs, receivedMs, sentErrorMs, reply } = exchange;
  const reflectorErrorMs = decodeErrorEstimate(reply.errorEstimate);
  if (sentErrorMs === null || reflectorErrorMs === null) return null;
  const { sentNtp } = reply.request;
  const receivedNtp = addToNtp(sentNtp, receivedMs - sentMs);
  return {
    outUs: Math.round(ntpDifferenceMs(reply.receivedNtp, sentNtp) * 1_000),
    backUs: Math.round(ntpDifferenceMs(receivedNtp, reply.sentNtp) * 1_000),
    errorUs: Math.ceil((sentErrorMs + reflectorErrorMs) * 1_000),
  };
}
