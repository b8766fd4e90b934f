/** What fping says of one packet; `rttUs` is null for one that went unanswered. */
export interface FpingReply {
  /** 1 for the first packet. */
  seq: number;
  rttUs: number | null;
}

const REPLY = /^\S+\s*: \[(\d+)\], (?:\d+ bytes, (\d+(?:\.\d+)?) ms|timed out)\b/;

/**
 * Reads one line of `fping -c` (fping 5), such as `192.0.2.1 : [0], 64 bytes, 10.5 ms (10.5 avg, 0% loss)`
 * or `192.0.2.1 : [1], timed out (NaN avg, 100% loss)`.
 *
 * @returns null for other lines: duplicates, the summary, ICMP errors
 */
export function parseFpingLine(line: string): FpingReply | null {
  const match = REPLY.exec(line);
  if (match === null) return null;
  const [, index, rttMs] = match;
  const rttUs = rttMs === undefined ? null : Math.max(1, Math.round(Number(rttMs) * 1_000));
  return { seq: Number(index) + 1, rttUs };
}
