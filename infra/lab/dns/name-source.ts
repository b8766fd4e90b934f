import type { RoutingMeans } from "./routing/means.ts";
import type { ServedZone } from "./routing/served-zone.ts";

/** Where the name server has its answers from. */
export interface NameSource {
  /** The hosted zones of all accounts as they are served now. */
  zones(): readonly ServedZone[];
  readonly means: RoutingMeans;
  /** How many times as fast lab time runs: TTLs on the wire are that much shorter. */
  readonly clockFactor: number;
}
