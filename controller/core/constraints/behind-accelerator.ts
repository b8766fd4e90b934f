import type { Reason } from "../../contract/advised-design.ts";
import { awsThing } from "../candidates/aws-thing.ts";
import type { Candidate } from "../predict/candidate.ts";
import { broken } from "./constraint-codes.ts";
import type { ConstraintContext } from "./constraint-context.ts";
import { someOf } from "./users-text.ts";

/** An endpoint of an accelerator, and what of the service it is. */
interface Behind {
  readonly endpointId: string;
  readonly keepsClientIp: boolean;
  readonly protocol: "TCP" | "UDP";
  /** Null where it is none of the service's. */
  readonly endpoint: ConstraintContext["service"]["endpoints"][number] | null;
}

/**
 * What a design puts behind an accelerator although it does not belong there, or does not do there what is
 * demanded: things in Local Zones and on Outposts, who cannot tell the client's address, or speak UDP.
 */
export function behindAcceleratorReasons(
  candidate: Candidate,
  context: ConstraintContext,
): Reason[] {
  const behind = behindOf(candidate, context);
  const named = (some: readonly Behind[]) =>
    someOf(some.map(({ endpoint, endpointId }) => endpoint?.id ?? endpointId));
  const reasonFor = (
    code: Parameters<typeof broken>[0],
    is: (each: Behind) => boolean,
  ): Reason[] => {
    const wrong = behind.filter(is);
    return wrong.length === 0 ? [] : [broken(code, named(wrong))];
  };
  return [
    ...reasonFor("local_zone_behind_accelerator", isInLocalZone),
    ...reasonFor("outpost_behind_accelerator", (each) => isOnOutpost(each, context)),
    ...(context.service.constraints?.clientIp === "preserve"
      ? [
          ...reasonFor("client_ip", (each) => clientIpOf(each) === "hidden"),
          ...reasonFor("client_ip_unproven", (each) => clientIpOf(each) === "unknown"),
        ]
      : []),
    ...reasonFor(
      "protocol",
      ({ protocol, endpointId }) =>
        protocol === "UDP" && awsThing(endpointId) === "application-load-balancer",
    ),
  ];
}

function behindOf({ design }: Candidate, { service, book }: ConstraintContext): Behind[] {
  const byId = new Map(service.endpoints.map((endpoint) => [endpoint.id, endpoint]));
  return design.accelerators.flatMap(({ listeners }) =>
    listeners.flatMap(({ protocol, endpointGroups }) =>
      endpointGroups.flatMap(({ endpoints }) =>
        endpoints.map(({ endpointId, clientIpPreservation }) => ({
          endpointId,
          protocol,
          keepsClientIp: clientIpPreservation,
          endpoint: byId.get(book.get(endpointId) ?? "") ?? null,
        })),
      ),
    ),
  );
}

/** `us-west-2-lax-1a` is a Local Zone, `us-west-2` and `us-west-2a` are not. */
function isInLocalZone({ endpoint }: Behind): boolean {
  return endpoint !== null && /-\d+-[a-z]+-\d+[a-z]?$/.test(endpoint.place);
}

function isOnOutpost({ endpoint }: Behind, { onOutposts }: ConstraintContext): boolean {
  if (endpoint === null) return false;
  return (
    onOutposts?.has(endpoint.id) === true || /^arn:[^:]+:outposts:/.test(endpoint.resource ?? "")
  );
}

/**
 * An Elastic IP never keeps it. A network load balancer does with a security group and without TLS
 * listeners, which is not known of it.
 */
function clientIpOf({ endpointId, keepsClientIp }: Behind): "kept" | "hidden" | "unknown" {
  switch (awsThing(endpointId)) {
    case "application-load-balancer":
    case "instance":
      return keepsClientIp ? "kept" : "hidden";
    case "elastic-ip":
      return "hidden";
    case "network-load-balancer":
      return keepsClientIp ? "kept" : "unknown";
    case "other":
      return "unknown";
  }
}
