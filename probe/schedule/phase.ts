const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const TWO_TO_32 = 2 ** 32;

/**
 * Where within its interval a round of a vantage starts, in milliseconds from 0 to below
 * `intervalMs`. It spreads the probes of a fleet over time and stays the same across restarts
 * (FNV-1a over both names, isthe.com/chongo/tech/comp/fnv).
 */
export function phaseMs(vantage: string, roundId: string, intervalMs: number): number {
  let hash = FNV_OFFSET;
  for (const byte of Buffer.from(`${vantage}\n${roundId}`)) {
    hash = Math.imul(hash ^ byte, FNV_PRIME) >>> 0;
  }
  return (hash / TWO_TO_32) * intervalMs;
}
