import {
  ListTagsForResource$,
  type ListTagsForResourceRequest,
  type ListTagsForResourceResponse,
  TagResource$,
  type TagResourceRequest,
  UntagResource$,
  type UntagResourceRequest,
} from "@aws-sdk/client-global-accelerator";
import { z } from "zod";
import type { JsonRpcOperation } from "../json-rpc.ts";
import { checked } from "./checked.ts";
import { Arn, TagList } from "./fields.ts";
import type { Means } from "./means.ts";
import { operation } from "./operation.ts";
import type { AcceleratorStore } from "./store.ts";

const TagInput = z.object({ ResourceArn: Arn, Tags: TagList });
const UntagInput = z.object({ ResourceArn: Arn, TagKeys: z.array(z.string().min(1).max(128)) });

/** The operations on tags. */
export function tagOperations({ store, tags }: Means): JsonRpcOperation[] {
  return [
    operation<ListTagsForResourceRequest, ListTagsForResourceResponse>(
      ListTagsForResource$,
      ({ ResourceArn = "" }) => {
        mustExist(store, ResourceArn);
        return { Tags: tags.list(ResourceArn) };
      },
    ),
    operation<TagResourceRequest, object>(TagResource$, (request) => {
      const { ResourceArn, Tags } = checked(TagInput, request);
      mustExist(store, ResourceArn);
      tags.add(ResourceArn, Tags);
      return {};
    }),
    operation<UntagResourceRequest, object>(UntagResource$, (request) => {
      const { ResourceArn, TagKeys } = checked(UntagInput, request);
      mustExist(store, ResourceArn);
      tags.remove(ResourceArn, TagKeys);
      return {};
    }),
  ];
}

/** Throws the …NotFoundException of the kind that the ARN is of. */
function mustExist(store: AcceleratorStore, arn: string): void {
  if (arn.includes("/endpoint-group/")) store.group(arn);
  else if (arn.includes("/listener/")) store.listener(arn);
  else store.get(arn);
}
