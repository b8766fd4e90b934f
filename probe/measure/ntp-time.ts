/** Seconds from 1900, where NTP counts from, to 1970 (RFC 5905 §6). */
const NTP_TO_UNIX_S = 2_208_988_800;
const FRACTIONS_PER_MS = 2 ** 32 / 1_000;

/** A time of day as an NTP timestamp: 32 bits of seconds, 32 bits of fractions (RFC 5905 §6). */
export function toNtp(epochMs: number): bigint {
  const seconds = Math.floor(epochMs / 1_000);
  const fractions = Math.floor((epochMs - seconds * 1_000) * FRACTIONS_PER_MS);
  return BigInt.asUintN(64, (BigInt(seconds + NTP_TO_UNIX_S) << 32n) | BigInt(fractions));
}

/** A timestamp some milliseconds later. */
export function addToNtp(ntp: bigint, elapsedMs: number): bigint {
  return BigInt.asUintN(64, ntp + BigInt(Math.round(elapsedMs * FRACTIONS_PER_MS)));
}

/** Milliseconds from one timestamp to another, across the end of an NTP era too. */
export function ntpDifferenceMs(later: bigint, earlier: bigint): number {
  return Number(BigInt.asIntN(64, later - earlier)) / FRACTIONS_PER_MS;
}
