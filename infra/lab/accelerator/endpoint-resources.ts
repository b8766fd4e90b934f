/** Something in an account that an accelerator may lead to. */
export interface EndpointResource {
  readonly kind: "application-load-balancer" | "network-load-balancer" | "instance" | "elastic-ip";
  readonly region: string;
  /** Where in the Region it stands; accelerators take nothing outside of Availability Zones. */
  readonly site: "availability-zone" | "local-zone" | "outpost";
  /** IPv4 address in the world. */
  readonly address: string;
}

/** The resources of all accounts, as far as they are valid and active. */
export interface EndpointResources {
  /**
   * @param endpointId ARN of a load balancer, id of an instance, or allocation id of an Elastic IP
   * address.
   */
  find(endpointId: string): (EndpointResource & { readonly accountId: string }) | undefined;
  /** By the target groups of a load balancer; undefined while that is not known yet. */
  isLoadBalancerHealthy(arn: string): boolean | undefined;
}
