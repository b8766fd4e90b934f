import {
  DescribeAcceleratorCommand,
  DescribeEndpointGroupCommand,
  type EndpointGroup,
  ListEndpointGroupsCommand,
  ListTagsForResourceCommand,
  UpdateEndpointGroupCommand,
  type UpdateEndpointGroupRequest,
} from "@aws-sdk/client-global-accelerator";
import { InjectProblem } from "../../failover/inject/inject-problem.ts";
import type { InForce, PreparedInjection } from "../../failover/inject/injection.ts";
import { pagesOf, tokenOf } from "../pages.ts";
import { partsOfGroupArn } from "./accelerator-arns.ts";
import { isRefusal } from "./aws-call-problem.ts";
import type { InjectAccount } from "./inject-account.ts";
import { optInOf } from "./opt-in.ts";

/** Global Accelerator has one API for the whole world. */
export const ACCELERATOR = { service: "globalaccelerator", region: "us-west-2" } as const;

const PAGE = 100;

/** What every injector of an endpoint group may do. */
export const GROUP_PERMISSIONS = [
  "globalaccelerator:DescribeAccelerator",
  "globalaccelerator:DescribeEndpointGroup",
  "globalaccelerator:ListEndpointGroups",
  "globalaccelerator:ListTagsForResource",
  "globalaccelerator:UpdateEndpointGroup",
];

/** @throws AwsCallProblem */
export async function endpointGroup(
  account: InjectAccount,
  EndpointGroupArn: string,
): Promise<EndpointGroup> {
  const { EndpointGroup: group } = await account.call(
    { ...ACCELERATOR, action: "DescribeEndpointGroup" },
    (client, options) =>
      client.send(new DescribeEndpointGroupCommand({ EndpointGroupArn }), options),
  );
  if (group !== undefined) return group;
  throw new InjectProblem(`AWS answered without the group ${EndpointGroupArn}.`, "Try again.");
}

/** Null where there is none any more. */
export async function endpointGroupOrNone(
  account: InjectAccount,
  arn: string,
): Promise<EndpointGroup | null> {
  try {
    return await endpointGroup(account, arn);
  } catch (error) {
    if (isRefusal(error, "EndpointGroupNotFoundException")) return null;
    throw error;
  }
}

/**
 * A group, and all groups of its listener.
 *
 * @throws InjectProblem that names the field of the plan where there is no such group
 */
export async function groupAmongOthers(account: InjectAccount, arn: string) {
  const groups = await groupsOf(account, partsOfGroupArn(arn).listenerArn);
  const group = groups.find(({ EndpointGroupArn }) => EndpointGroupArn === arn);
  if (group !== undefined) return { group, groups };
  throw new InjectProblem(
    `injector.endpointGroupArn: there is no endpoint group ${arn}.`,
    "Correct the ARN; `isochrone inventory` shows those that there are.",
  );
}

/** None where there is no such listener. */
async function groupsOf(account: InjectAccount, ListenerArn: string): Promise<EndpointGroup[]> {
  const groups: EndpointGroup[] = [];
  const pages = pagesOf(
    (NextToken: string | undefined) =>
      account.call({ ...ACCELERATOR, action: "ListEndpointGroups" }, (client, options) =>
        client.send(
          new ListEndpointGroupsCommand({ ListenerArn, NextToken, MaxResults: PAGE }),
          options,
        ),
      ),
    ({ NextToken }) => tokenOf(NextToken),
  );
  try {
    for await (const { EndpointGroups = [] } of pages) groups.push(...EndpointGroups);
  } catch (error) {
    if (!isRefusal(error, "ListenerNotFoundException")) throw error;
  }
  return groups;
}

/**
 * Changes the fields that are named; AWS leaves the others as they are.
 *
 * @throws AwsCallProblem
 */
export async function updateGroup(
  account: InjectAccount,
  change: UpdateEndpointGroupRequest,
): Promise<void> {
  await account.call({ ...ACCELERATOR, action: "UpdateEndpointGroup" }, (client, options) =>
    client.send(new UpdateEndpointGroupCommand(change), options),
  );
}

/** What was seen holds once all edges have it, which is when the accelerator is deployed. */
export async function onceDeployed(
  account: InjectAccount,
  endpointGroupArn: string,
  seen: InForce,
): Promise<InForce> {
  if (seen.state === "other") return seen;
  const { acceleratorArn } = partsOfGroupArn(endpointGroupArn);
  const { Accelerator } = await account.call(
    { ...ACCELERATOR, action: "DescribeAccelerator" },
    (client, options) =>
      client.send(new DescribeAcceleratorCommand({ AcceleratorArn: acceleratorArn }), options),
  );
  if (Accelerator?.Status === "DEPLOYED") return seen;
  const reason = `${seen.reason}, and the accelerator is ${Accelerator?.Status ?? "of unknown status"}`;
  return { state: "other", reason };
}

/** By the tag of the accelerator, or a fence of its ARN, or of the group's. */
export async function groupOptIn(
  account: InjectAccount,
  endpointGroupArn: string,
): Promise<PreparedInjection["optIn"]> {
  const { acceleratorArn } = partsOfGroupArn(endpointGroupArn);
  const marked = {
    what: "the accelerator",
    names: [acceleratorArn, endpointGroupArn],
  } as const;
  return await optInOf(marked, account, async () => {
    const { Tags } = await account.call(
      { ...ACCELERATOR, action: "ListTagsForResource" },
      (client, options) =>
        client.send(new ListTagsForResourceCommand({ ResourceArn: acceleratorArn }), options),
    );
    return Tags ?? [];
  });
}
