/** What fping says of one packet; `rttUs` is null for one that went unanswered. */
export interface FpingReply {
  address: string;
  /** 0 for the first packet to the address. */
  index: number;
  rttUs: number | null;
  /** When fping wrote the line, in epoch milliseconds; null without `-D`. */
  writtenAtMs: number | null;
}

/** An ICMP message that came in place of an answer, such as "Host Unreachable". */
export interface FpingError {
  address: string;
  detail: string;
}

const REPLY =
  /^(?:\[(\d+\.\d+)\] )?(\S+)\s*: \[(\d+)\], (?:\d+ bytes, (\d+(?:\.\d+)?) ms|timed out)\b/;
const ICMP_ERROR = /^ICMP (.+) from (\S+) for ICMP Echo sent to (\S+)/;
/** Messages that do not mean that the packet has failed (RFC 792; RFC 6633). */
const HARMLESS = /^(?:Redirect|Source Quench)/;

/**
 * Reads one line of `fping -c` or `-l` (fping 5), with or without `-D`, such as
 * `[1596092373.18423] 192.0.2.1 : [0], 64 bytes, 10.5 ms (10.5 avg, 0% loss)` or
 * `192.0.2.1 : [1], timed out (NaN avg, 100% loss)`.
 *
 * @returns null for other lines: duplicates, the summary, ICMP errors
 */
export function parseFpingLine(line: string): FpingReply | null {
  const [, writtenAtS, address, index, rttMs] = REPLY.exec(line) ?? [];
  if (address === undefined) return null;
  return {
    address,
    index: Number(index),
    rttUs: rttMs === undefined ? null : Math.max(1, Math.round(Number(rttMs) * 1_000)),
    writtenAtMs: writtenAtS === undefined ? null : Number(writtenAtS) * 1_000,
  };
}

/**
 * Reads what fping writes to standard error of an ICMP error, such as
 * `ICMP Host Unreachable from 192.0.2.9 for ICMP Echo sent to 198.51.100.1`. The packet's time-out is
 * still told apart from it, in a line of its own.
 *
 * @returns null for other lines and for messages that are no failure
 */
export function parseFpingError(line: string): FpingError | null {
  const [, what, from, address] = ICMP_ERROR.exec(line) ?? [];
  if (what === undefined || address === undefined || HARMLESS.test(what)) return null;
  return { address, detail: `${what}, says ${from}` };
}
