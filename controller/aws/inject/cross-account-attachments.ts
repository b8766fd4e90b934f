import {
  type CrossAccountResource,
  type EndpointGroup,
  ListCrossAccountResourcesCommand,
} from "@aws-sdk/client-global-accelerator";
import { InjectProblem } from "../../failover/inject/inject-problem.ts";
import { pagesOf, tokenOf } from "../pages.ts";
import { partsOfGroupArn } from "./accelerator-arns.ts";
import { ACCELERATOR } from "./endpoint-group.ts";
import { foreignAccounts } from "./endpoint-weights.ts";
import type { InjectAccount } from "./inject-account.ts";

const PAGE = 100;

/**
 * By what attachment each endpoint of another account is in a group: descriptions of groups leave that out,
 * and a list of endpoints that lacks it would lose them.
 *
 * @returns the attachment of an endpoint; undefined for one of the group's own account
 * @throws InjectProblem where one cannot be found
 */
export async function attachmentsOf(
  account: InjectAccount,
  endpointGroupArn: string,
  group: EndpointGroup,
): Promise<(endpointId: string) => string | undefined> {
  const { account: own, acceleratorArn } = partsOfGroupArn(endpointGroupArn);
  const foreign = foreignAccounts(group, own);
  const found = new Map<string, string>();
  for (const owner of foreign) {
    for await (const { EndpointId = "", AttachmentArn = "" } of sharedBy(
      account,
      acceleratorArn,
      owner,
    )) {
      found.set(EndpointId, AttachmentArn);
    }
  }
  for (const { EndpointId = "" } of group.EndpointDescriptions ?? []) {
    if (!foreign.includes(EndpointId.split(":")[4] ?? "") || found.has(EndpointId)) continue;
    throw new InjectProblem(
      `The attachment by which ${EndpointId} of another account is in the group cannot be found.`,
      "Have its owner list it in a cross-account attachment again, or choose another injector.",
    );
  }
  return (endpointId) => found.get(endpointId);
}

async function* sharedBy(
  account: InjectAccount,
  AcceleratorArn: string,
  ResourceOwnerAwsAccountId: string,
): AsyncGenerator<CrossAccountResource> {
  const asked = { AcceleratorArn, ResourceOwnerAwsAccountId, MaxResults: PAGE };
  const pages = pagesOf(
    (NextToken: string | undefined) =>
      account.call({ ...ACCELERATOR, action: "ListCrossAccountResources" }, (client, options) =>
        client.send(new ListCrossAccountResourcesCommand({ ...asked, NextToken }), options),
      ),
    ({ NextToken }) => tokenOf(NextToken),
  );
  for await (const { CrossAccountResources = [] } of pages) yield* CrossAccountResources;
}
