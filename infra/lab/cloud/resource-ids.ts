import type { EndpointResource } from "../accelerator/endpoint-resources.ts";
import { newAcceleratorArn } from "../aws/global-accelerator/arns.ts";
import type { World, WorldEndpoint } from "../world/world.ts";
import { MAIN_ACCOUNT } from "./accounts.ts";
import { worldDigits } from "./world-id.ts";

/** What the first endpoints of a world stand behind, so that a world has one of each; the others are instances. */
const KINDS: readonly EndpointResource["kind"][] = [
  "application-load-balancer",
  "elastic-ip",
  "network-load-balancer",
];

/** Of SHA-256. */
const ALL_DIGITS = 64;

type Named = Pick<World, "domain" | "endpoints">;

/** What leads to an endpoint in the main account. In a Local Zone it is an instance. */
export function resourceKindOf(
  world: Named,
  endpoint: Pick<WorldEndpoint, "id" | "region">,
): EndpointResource["kind"] {
  const at = world.endpoints.findIndex(({ id }) => id === endpoint.id);
  return (endpoint.region === undefined ? undefined : KINDS[at]) ?? "instance";
}

/**
 * The id by which accelerators and targets know an endpoint: the ARN of a load balancer, the
 * allocation id of an Elastic IP address, or the id of an instance.
 */
export function resourceIdOf(
  world: Named,
  endpoint: Pick<WorldEndpoint, "id" | "region" | "slotRegion">,
): string {
  const kind = resourceKindOf(world, endpoint);
  switch (kind) {
    case "application-load-balancer":
    case "network-load-balancer": {
      const type = kind === "application-load-balancer" ? "app" : "net";
      const name = loadBalancerNameOf(endpoint);
      const tail = worldDigits(world, `${endpoint.id} ${kind}`, 16);
      return `arn:aws:elasticloadbalancing:${endpoint.slotRegion}:${MAIN_ACCOUNT}:loadbalancer/${type}/${name}/${tail}`;
    }
    case "elastic-ip":
      return `eipalloc-${worldDigits(world, `${endpoint.id} ${kind}`)}`;
    case "instance":
      return instanceIdOf(world, endpoint);
  }
}

/** The instance that an endpoint's server runs on, whatever stands before it. */
export function instanceIdOf(
  world: Pick<World, "domain">,
  endpoint: Pick<WorldEndpoint, "id">,
): string {
  return `i-${worldDigits(world, `${endpoint.id} instance`)}`;
}

/** The ARN of the accelerator that stands before the world's service, and its DNS label. */
export function acceleratorIdsOf(world: Pick<World, "domain">): {
  readonly arn: string;
  readonly dnsLabel: string;
} {
  const digits = worldDigits(world, "accelerator", ALL_DIGITS);
  const id = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
  return { arn: newAcceleratorArn(MAIN_ACCOUNT, id), dnsLabel: `a${digits.slice(-16)}` };
}

/** At most 32 letters, digits and hyphens, with no hyphen at either end. */
export function loadBalancerNameOf({ id }: Pick<WorldEndpoint, "id">): string {
  return id.slice(0, 32).replace(/-+$/, "");
}
