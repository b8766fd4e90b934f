import { join } from "node:path";
import type { ApiService } from "../aws/api-service.ts";
import { ec2Service } from "../aws/ec2/ec2-service.ts";
import { type Ec2Holdings, isRegionOpen } from "../aws/ec2/holdings.ts";
import { elbService } from "../aws/elastic-load-balancing/elb-service.ts";
import type { BalancerHoldings } from "../aws/elastic-load-balancing/holdings.ts";
import { readPriceFigures } from "../aws/pricing/price-figures.ts";
import { pricingService } from "../aws/pricing/pricing-service.ts";
import { balancerNames } from "../balancing/balancer-names.ts";
import type { TargetWatch } from "../balancing/target-watch.ts";
import type { LabClock } from "../clock.ts";
import type { Random } from "../delay/random.ts";
import type { AliasTargets } from "../dns/alias-targets.ts";
import type { EndpointFaults } from "../faults/endpoint-faults.ts";
import { packageRoot } from "../package-root.ts";
import type { Atlas } from "../places/atlas.ts";
import type { World } from "../world/world.ts";
import { MAIN_ACCOUNT, NETWORK_ACCOUNT } from "./accounts.ts";
import { NO_BALANCERS, seedBalancers } from "./seed-balancers.ts";
import { emptyEc2, seedEc2 } from "./seed-ec2.ts";
import { seedSubnets } from "./seed-subnets.ts";
import { watchTargets } from "./watch-targets.ts";

/** What machines and load balancers have in common with the world that they stand in. */
interface Surroundings {
  readonly clock: LabClock;
  readonly random: Random;
  readonly faults: EndpointFaults;
  /** The port that the endpoints are reached at. */
  readonly httpPort: number;
}

/** EC2, Elastic Load Balancing and the Price List of both accounts. */
export interface Resources {
  readonly main: readonly ApiService[];
  readonly network: readonly ApiService[];
  /** The names of load balancers. */
  readonly targets: AliasTargets;
  isLoadBalancerHealthy(arn: string): boolean | undefined;
  close(): void;
}

/** Puts what stands before the world's endpoints into the main account; the network account has none. */
export function openResources(world: World, atlas: Atlas, surroundings: Surroundings): Resources {
  const { clock, httpPort } = surroundings;
  const ec2 = seedEc2(world, atlas);
  const { holdings, names, watched } = seedBalancers(world, seedSubnets(world, atlas, ec2), {
    httpPort,
    createdAtMs: clock.nowMs(),
  });
  const watch = watchTargets(watched, surroundings);
  const isLoadBalancerHealthy = (arn: string) => watch.isHealthy(arn);
  const prices = pricingService(
    readPriceFigures(join(packageRoot(import.meta.url), "infra", "lab", "data")),
  );
  return {
    main: [...servicesOf(MAIN_ACCOUNT, ec2, holdings, watch), prices],
    network: [...servicesOf(NETWORK_ACCOUNT, emptyEc2(atlas), NO_BALANCERS, watch), prices],
    targets: balancerNames(names, isLoadBalancerHealthy),
    isLoadBalancerHealthy,
    close: () => watch.close(),
  };
}

function servicesOf(
  accountId: string,
  ec2: Ec2Holdings,
  balancers: BalancerHoldings,
  watch: TargetWatch,
): ApiService[] {
  return [
    ec2Service(ec2, accountId),
    elbService(
      balancers,
      (groupArn, targetId) => watch.healthOf(groupArn, targetId),
      (region) => isRegionOpen(ec2, region),
    ),
  ];
}
