import type { EndpointConfig } from "../../accelerator/accelerator-config.ts";
import type { EndpointResource } from "../../accelerator/endpoint-resources.ts";
import type { EndpointInput } from "./group-input.ts";
import { MOST_ENDPOINTS } from "./limits.ts";
import type { Means } from "./means.ts";
import { invalidArgument, limitExceeded } from "./problems.ts";

/** Half of the largest. */
const USUAL_WEIGHT = 128;

/**
 * Endpoints as a group in a Region takes them in. Throws InvalidArgumentException where one is not
 * there, stands elsewhere, or cannot be an endpoint.
 */
export function newEndpoints(
  { resources, accountId }: Pick<Means, "resources" | "accountId">,
  region: string,
  inputs: readonly EndpointInput[],
): EndpointConfig[] {
  return inputs.map((input) => {
    const resource = resources.find(input.EndpointId);
    if (resource === undefined || resource.accountId !== accountId) {
      throw wrong(input, "is no load balancer, instance or Elastic IP address of this account");
    }
    const clientIpPreservation =
      input.ClientIPPreservationEnabled ?? resource.kind === "application-load-balancer";
    const sentence = whatIsWrong(resource, region, clientIpPreservation);
    if (sentence !== undefined) throw wrong(input, sentence);
    return {
      endpointId: input.EndpointId,
      weight: input.Weight ?? USUAL_WEIGHT,
      clientIpPreservation,
    };
  });
}

/** https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints-caveats.html */
function whatIsWrong(
  resource: EndpointResource,
  region: string,
  clientIpPreservation: boolean,
): string | undefined {
  if (resource.region !== region)
    return `is in ${resource.region}, the endpoint group in ${region}`;
  if (resource.site === "local-zone") return "is in a Local Zone, where no endpoint can be";
  if (resource.site === "outpost") return "is on an Outpost, where no endpoint can be";
  if (resource.kind === "elastic-ip" && clientIpPreservation) {
    return "is an Elastic IP address, which cannot have ClientIPPreservationEnabled";
  }
  return undefined;
}

/**
 * How many endpoints a group may have, and each once; with and without the client's address it
 * counts as two. Throws LimitExceededException and InvalidArgumentException.
 */
export function checkEndpointList(endpoints: readonly EndpointConfig[]): void {
  if (endpoints.length > MOST_ENDPOINTS) {
    throw limitExceeded(`An endpoint group can have no more than ${MOST_ENDPOINTS} endpoints`);
  }
  const seen = new Set<string>();
  for (const { endpointId, clientIpPreservation } of endpoints) {
    const key = `${endpointId} ${clientIpPreservation}`;
    if (seen.has(key)) throw invalidArgument(`${endpointId}: stands twice in the endpoint group`);
    seen.add(key);
  }
}

function wrong({ EndpointId }: EndpointInput, sentence: string): Error {
  return invalidArgument(`EndpointConfigurations: ${EndpointId} ${sentence}`);
}
