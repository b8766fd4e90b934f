import type { RoundDemand } from "./round-demand.ts";
import type { TokenBucket } from "./token-bucket.ts";

/** Slots that are looked ahead; demand that leaves no slack for so long leaves nothing to spare. */
const LOOK_AHEAD = 256;
/** Fractions of a token are added up in other steps than here, so that sums differ in the last digits. */
const MARGIN = 1e-6;

/**
 * Whether a bucket can spare a token without any attempt of the rounds that come first missing it: plays
 * forward what they are going to take until the bucket is full again. From then on it makes no
 * difference that the token was taken.
 *
 * @param host the bucket's, null for the one of the whole process
 */
export function canSpare(
  bucket: TokenBucket,
  demands: ReadonlySet<RoundDemand>,
  host: string | null,
  nowMs: number,
): boolean {
  const rounds = [...demands]
    .filter((demand) => demand.perSlot(host) > 0)
    .map((demand) => ({ demand, nextMs: demand.nextSlotMs(nowMs) }));
  if (rounds.length === 0) return true;
  const pending = rounds.reduce((sum, { demand }) => sum + demand.pending(host, nowMs), 0);
  let tokens = bucket.tokens(nowMs) - 1 - pending;
  let atMs = nowMs;
  for (let slot = 0; slot < LOOK_AHEAD && tokens >= MARGIN; slot += 1) {
    const next = rounds.reduce((one, other) => (other.nextMs < one.nextMs ? other : one));
    tokens += ((next.nextMs - atMs) * bucket.perSecond) / 1_000;
    if (tokens >= bucket.capacity) return true;
    tokens -= next.demand.perSlot(host);
    atMs = next.nextMs;
    next.nextMs += next.demand.intervalMs;
  }
  return false;
}
