import { ListTagsForResourceCommand, type TagResourceType } from "@aws-sdk/client-route-53";
import { ROUTE53 } from "../read/route53.ts";
import type { InjectAccount } from "./inject-account.ts";
import type { AwsTags } from "./opt-in.ts";

/** @throws AwsCallProblem */
export async function route53Tags(
  account: InjectAccount,
  ResourceType: TagResourceType,
  ResourceId: string,
): Promise<AwsTags> {
  const { ResourceTagSet } = await account.call(
    { ...ROUTE53, action: "ListTagsForResource" },
    (client, options) =>
      client.send(new ListTagsForResourceCommand({ ResourceType, ResourceId }), options),
  );
  return ResourceTagSet?.Tags ?? [];
}
