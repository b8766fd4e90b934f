import type {
  Listener,
  LoadBalancer,
  Tag,
  TargetDescription,
  TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";

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
