import type { CidrBlocks } from "../../aws/route53/cidr-collection.ts";
import type { Random } from "../../delay/random.ts";
import type { HealthStatuses } from "../../health/health-statuses.ts";
import type { Point } from "../../places/great-circle.ts";
import type { AliasTargets } from "../alias-targets.ts";

/** The blocks of CIDR collections. */
interface CidrLocations {
  /** The same object for the same version; undefined for a collection that is not there. */
  blocksOf(collectionId: string): CidrBlocks | undefined;
}

/** What decides beside the records. */
export interface RoutingMeans {
  readonly health: HealthStatuses;
  readonly targets: AliasTargets;
  readonly cidrs: CidrLocations;
  readonly random: Random;
  /** Where a Region or the group of a Local Zone lies; undefined for one that nobody knows. */
  pointOf(place: string): Point | undefined;
}
