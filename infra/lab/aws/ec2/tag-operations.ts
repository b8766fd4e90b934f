import {
  DescribeTags$,
  type DescribeTagsRequest,
  type DescribeTagsResult,
  type ResourceType,
  type Tag,
  type TagDescription,
} from "@aws-sdk/client-ec2";
import type { ApiOperation } from "../api-service.ts";
import { type FilterFields, filtered } from "./filters.ts";
import { type Ec2Holdings, holdingsIn, type RegionHoldings } from "./holdings.ts";
import { ec2Operation } from "./operation.ts";
import { pageOf } from "./page.ts";

const FIELDS: FilterFields<TagDescription> = {
  key: ({ Key }) => Key,
  "resource-id": ({ ResourceId }) => ResourceId,
  "resource-type": ({ ResourceType }) => ResourceType,
  value: ({ Value }) => Value,
};

/** The tags of all that the account has in the Region that is asked. */
export function tagOperations(holdings: Ec2Holdings): ApiOperation[] {
  return [
    ec2Operation<DescribeTagsRequest, DescribeTagsResult>(DescribeTags$, (input, region) => {
      const all = tagsIn(holdingsIn(holdings, region));
      const found = filtered(all, input.Filters, FIELDS, (tag) => [tag]);
      const { items, next } = pageOf(found, input);
      return { Tags: items, ...next };
    }),
  ];
}

function tagsIn({ addresses, instances, subnets }: RegionHoldings): TagDescription[] {
  return [
    ...addresses.flatMap((each) => described("elastic-ip", each.AllocationId, each.Tags)),
    ...instances.flatMap((each) => described("instance", each.InstanceId, each.Tags)),
    ...subnets.flatMap((each) => described("subnet", each.SubnetId, each.Tags)),
  ];
}

function described(
  type: ResourceType,
  id: string | undefined,
  tags: readonly Tag[] | undefined,
): TagDescription[] {
  return (tags ?? []).map(({ Key, Value }) => ({ ResourceId: id, ResourceType: type, Key, Value }));
}
