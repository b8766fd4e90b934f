/** How a design notices a failure, and how long its answers are kept. */
export interface DesignSettings {
  readonly ttlS: number;
  readonly intervalS: 10 | 30;
  readonly failureThreshold: number;
}

/**
 * The settings that are tried: what AWS gives without asking, and what fails over sooner. A TTL below
 * 60 s moves the slow clients little, since they do not keep to it, and makes more queries.
 */
export const TRIED_SETTINGS: readonly [DesignSettings, ...DesignSettings[]] = [
  { ttlS: 60, intervalS: 10, failureThreshold: 3 },
  { ttlS: 60, intervalS: 30, failureThreshold: 3 },
  { ttlS: 60, intervalS: 10, failureThreshold: 1 },
  { ttlS: 20, intervalS: 10, failureThreshold: 2 },
];

/** `ttl60-10x3`. */
export function settingsName({ ttlS, intervalS, failureThreshold }: DesignSettings): string {
  return `ttl${ttlS}-${intervalS}x${failureThreshold}`;
}
