const SYNCHRONISED = 0x8000;
const PTP_FORMAT = 0x4000;
const SCALE_BITS = 0x3f;
const LARGEST_MULTIPLIER = 0xff;
const UNITS_PER_MS = 2 ** 32 / 1_000;

/** Not known to be synchronised, NTP format, one second (1 · 2³² · 2⁻³² s). */
export const UNKNOWN_ERROR = 0x2001;

/**
 * The error estimate of RFC 4656 §4.1.2: a bit for a synchronised clock, one for the format, 6 bits of
 * scale and 8 of multiplier, for multiplier · 2^scale · 2⁻³² seconds. Rounded up, never down.
 *
 * @param errorMs what the clock is wrong by at most; null where that is not known
 */
export function encodeErrorEstimate(errorMs: number | null): number {
  if (errorMs === null) return UNKNOWN_ERROR;
  const units = Math.max(1, Math.ceil(errorMs * UNITS_PER_MS));
  let scale = 0;
  while (Math.ceil(units / 2 ** scale) > LARGEST_MULTIPLIER) scale += 1;
  return SYNCHRONISED | (scale << 8) | Math.ceil(units / 2 ** scale);
}

/**
 * What a clock says it is wrong by at most, in milliseconds.
 *
 * @returns null where it claims nothing, writes other timestamps than NTP's, or breaks the format
 */
export function decodeErrorEstimate(bits: number): number | null {
  const multiplier = bits & LARGEST_MULTIPLIER;
  if ((bits & SYNCHRONISED) === 0 || (bits & PTP_FORMAT) !== 0 || multiplier === 0) return null;
  return (multiplier * 2 ** ((bits >> 8) & SCALE_BITS)) / UNITS_PER_MS;
}
