import type {
  Listener,
  LoadBalancer,
  Tag,
  TargetDescription,
  TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { notFound } from "./problems.ts";

/** What an account has in Elastic Load Balancing, in the shapes of the API. Everything has an ARN. */
export interface BalancerHoldings {
  readonly loadBalancers: readonly LoadBalancer[];
  readonly listeners: readonly Listener[];
  readonly targetGroups: readonly TargetGroup[];
  /** By the ARN of their group. */
  readonly targets: ReadonlyMap<string, readonly TargetDescription[]>;
  /** By the ARN of what has them. */
  readonly tags: ReadonlyMap<string, readonly Tag[]>;
}

/** Region of an ARN. */
export function regionOfArn(arn = ""): string {
  return arn.split(":")[3] ?? "";
}

/** Throws LoadBalancerNotFound for a load balancer that the account does not have in a Region. */
export function mustHave({ loadBalancers }: BalancerHoldings, arn: string, region: string): void {
  const isThere = loadBalancers.some(({ LoadBalancerArn }) => LoadBalancerArn === arn);
  if (!isThere || regionOfArn(arn) !== region) throw notFound("LoadBalancer");
}
