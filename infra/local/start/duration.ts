const UNIT_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** The longest that a Node timer can wait. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Milliseconds of a duration such as `60s`, `1.5h` or `2m30s` (units ms, s, m, h, d); null for
 * anything else, for zero, and for more than 24 days.
 */
export function parseDuration(text: string): number | null {
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/gy)];
  if (parts.map((part) => part[0]).join("") !== text.trim()) return null;
  const ms = parts.reduce((sum, part) => sum + Number(part[1]) * (UNIT_MS[part[2] ?? ""] ?? 0), 0);
  const whole = Math.round(ms);
  return whole > 0 && whole <= LONGEST_MS ? whole : null;
}
