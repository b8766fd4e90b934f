/** What the owner of a probe permits, in attempts per second; null sets no limit. */
export interface RateLimits {
  /** Of the whole process. */
  maxPerSecond: number | null;
  /** Towards one host and port. */
  maxPerTargetPerSecond: number | null;
}
