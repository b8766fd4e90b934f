/** Something in AWS that takes traffic, as far as it was read. */
export interface Deployment {
  /** The same for everything that is the same thing: a load balancer, its name and its addresses. */
  readonly key: string;
  /** Region; null where nothing tells it. */
  readonly region: string | null;
  /** Local Zone that all of it stands in. */
  readonly localZone: string | null;
  readonly outpostArn: string | null;
  /** ARN or id by which AWS knows what stands in front; null where it was not found. */
  readonly resource: string | null;
  /** What it is, in words. */
  readonly what: string;
  /** Name that AWS gave it, without the dot at its end. */
  readonly host: string | null;
  /** Public addresses. */
  readonly addresses: readonly string[];
  /** Name that its owner gave it. */
  readonly name: string | null;
}
