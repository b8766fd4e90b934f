/**
 * Limits how many packets are answered per second, with a token bucket that holds one second's worth.
 *
 * @param perSecond tokens that flow in, and how many fit
 * @returns takes one token at a monotonic time; false when there is none
 */
export function createRateLimit(perSecond: number): (nowMs: number) => boolean {
  let tokens = perSecond;
  let filledMs = 0;
  return (nowMs) => {
    tokens = Math.min(perSecond, tokens + ((nowMs - filledMs) / 1_000) * perSecond);
    filledMs = nowMs;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
