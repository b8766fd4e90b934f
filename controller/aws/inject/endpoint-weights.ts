import type {
  EndpointConfiguration,
  EndpointDescription,
  EndpointGroup,
} from "@aws-sdk/client-global-accelerator";
import { InjectProblem } from "../../failover/inject/inject-problem.ts";
import type { InForce } from "../../failover/inject/injection.ts";

/** Weight that endpoints have where AWS says none. */
const USUAL_WEIGHT = 128;

export function weightOf({ Weight }: EndpointDescription): number {
  return Weight ?? USUAL_WEIGHT;
}

export function endpointIn(
  { EndpointDescriptions = [] }: EndpointGroup,
  endpointId: string,
): EndpointDescription | undefined {
  return EndpointDescriptions.find(({ EndpointId }) => EndpointId === endpointId);
}

/**
 * The list of endpoints that takes the place of the whole list of a group: all as they are, but the weight
 * of one.
 *
 * @param attachmentOf the attachment by which an endpoint of another account may be used
 */
export function configurationsWith(
  { EndpointDescriptions = [] }: EndpointGroup,
  endpointId: string,
  weight: number,
  attachmentOf: (endpointId: string) => string | undefined,
): EndpointConfiguration[] {
  return EndpointDescriptions.map((endpoint) => ({
    EndpointId: endpoint.EndpointId,
    Weight: endpoint.EndpointId === endpointId ? weight : endpoint.Weight,
    ClientIPPreservationEnabled: endpoint.ClientIPPreservationEnabled,
    AttachmentArn: attachmentOf(endpoint.EndpointId ?? ""),
  }));
}

/** Accounts of endpoints that are not of the group's own account: those are named by ARN. */
export function foreignAccounts({ EndpointDescriptions = [] }: EndpointGroup, own: string) {
  const accounts = EndpointDescriptions.map(
    ({ EndpointId = "" }) => EndpointId.split(":")[4] ?? "",
  );
  return [...new Set(accounts)].filter((account) => account !== "" && account !== own);
}

/**
 * The weight of an endpoint that others can stand in for.
 *
 * @param groups all groups of the listener
 * @throws InjectProblem that names the field of the plan
 */
export function endpointWeightToTake(
  groups: readonly EndpointGroup[],
  group: EndpointGroup,
  endpointId: string,
): number {
  const found = endpointIn(group, endpointId);
  if (found === undefined) {
    const ids = (group.EndpointDescriptions ?? []).map(({ EndpointId }) => EndpointId).join(", ");
    throw new InjectProblem(
      `injector.endpointId: the endpoint group has no endpoint ${endpointId}.`,
      ids === "" ? "Choose another group; this one is empty." : `Choose one of ${ids}.`,
    );
  }
  const weight = weightOf(found);
  if (weight === 0) {
    throw new InjectProblem(
      `The endpoint ${endpointId} has weight 0 already.`,
      "Give it a weight, then prepare anew.",
    );
  }
  const all = groups.flatMap(({ EndpointDescriptions = [], EndpointGroupArn }) =>
    EndpointGroupArn === group.EndpointGroupArn
      ? EndpointDescriptions.filter(({ EndpointId }) => EndpointId !== endpointId)
      : EndpointDescriptions,
  );
  if (all.some((each) => weightOf(each) > 0)) return weight;
  throw new InjectProblem(
    "No other endpoint of the listener has a weight above 0, and then Global Accelerator goes on using this one.",
    "Add another endpoint, or give one a weight, first.",
  );
}

/** @param weight as it was before the failure */
export function lookOfEndpoint(group: EndpointGroup, endpointId: string, weight: number): InForce {
  const found = endpointIn(group, endpointId);
  if (found === undefined) {
    const reason = `the endpoint ${endpointId} is not in the group any more; it had weight ${weight}`;
    return { state: "other", reason };
  }
  const now = weightOf(found);
  const reason = `the endpoint has weight ${now}`;
  if (now === 0) return { state: "in_force", reason };
  if (now === weight) return { state: "restored", reason };
  return { state: "other", reason: `${reason}, and had ${weight}` };
}
