/** What the zone says about one client: an address per name. */
export interface Zone {
  /** Apex: the service's own name. */
  readonly apex: string;
  readonly ttlS: number;
  /** IPv4 address of a name (lower case, no final dot) for a client; undefined where there is none. */
  addressOf(name: string): string | undefined;
}

/** Whether a name is the zone's apex or below it. */
export function isInZone(name: string, apex: string): boolean {
  return name === apex || name.endsWith(`.${apex}`);
}
