const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
/** A server that asks for more patience than this is asked again anyway. */
const LONGEST_ASKED_MS = 300_000;

/**
 * How long to wait after so many failures in a row: doubling from 1 s to 60 s, of which a random half
 * is taken off, so that a fleet does not come back in step.
 *
 * @param failures 1 for the first
 * @param random from 0 to below 1
 * @param askedMs what the server asked for (Retry-After); never undercut, up to 5 minutes
 */
export function backoffMs(failures: number, random: number, askedMs: number | null): number {
  const fullMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 16));
  const ownMs = fullMs * (0.5 + random / 2);
  return Math.max(ownMs, Math.min(askedMs ?? 0, LONGEST_ASKED_MS));
}

/**
 * Reads a Retry-After header (RFC 9110 §10.2.3), seconds or a date.
 *
 * @returns milliseconds from now, not below 0; null for none or one that cannot be read
 */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1_000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}
