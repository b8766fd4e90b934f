/** What takes traffic in AWS, by its ARN or id. */
type AwsThing =
  | "application-load-balancer"
  | "network-load-balancer"
  | "instance"
  | "elastic-ip"
  | "other";

const FORMS: readonly (readonly [RegExp, AwsThing])[] = [
  [/^arn:[^:]+:elasticloadbalancing:.*:loadbalancer\/app\//, "application-load-balancer"],
  [/^arn:[^:]+:elasticloadbalancing:.*:loadbalancer\/net\//, "network-load-balancer"],
  [/^(arn:[^:]+:ec2:.*:instance\/)?i-[0-9a-f]+$/, "instance"],
  [/^(arn:[^:]+:ec2:.*:elastic-ip\/)?eipalloc-[0-9a-f]+$/, "elastic-ip"],
];

export function awsThing(resource: string): AwsThing {
  return FORMS.find(([form]) => form.test(resource))?.[1] ?? "other";
}

/**
 * Whether an endpoint of this kind can see the client's address behind an accelerator. Of network load
 * balancers that depends on their security groups and listeners, which their ARN does not tell.
 * https://docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.html
 */
export function canKeepClientIp(resource: string): boolean {
  const thing = awsThing(resource);
  return thing === "application-load-balancer" || thing === "instance";
}
