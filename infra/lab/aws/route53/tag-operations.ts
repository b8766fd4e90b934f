import {
  ChangeTagsForResource$,
  type ChangeTagsForResourceRequest,
  type ChangeTagsForResourceResponse,
  ListTagsForResource$,
  type ListTagsForResourceRequest,
  type ListTagsForResourceResponse,
  ListTagsForResources$,
  type ListTagsForResourcesRequest,
  type ListTagsForResourcesResponse,
} from "@aws-sdk/client-route-53";
import { type RestXmlOperation, restXmlOperation } from "../rest-xml.ts";
import { ROUTE53_NAMESPACE } from "./namespace.ts";
import { invalidInput } from "./problems.ts";
import type { Tags } from "./tags.ts";

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListTagsForResources.html */
const MOST_RESOURCES = 10;

/** The operations on the tags of hosted zones and health checks. */
export function tagOperations(tags: Tags): RestXmlOperation[] {
  const ns = ROUTE53_NAMESPACE;
  return [
    restXmlOperation<ChangeTagsForResourceRequest, ChangeTagsForResourceResponse>(
      ChangeTagsForResource$,
      ns,
      (request) => {
        tags.change(request);
        return {};
      },
    ),
    restXmlOperation<ListTagsForResourceRequest, ListTagsForResourceResponse>(
      ListTagsForResource$,
      ns,
      ({ ResourceType, ResourceId }) => ({ ResourceTagSet: tags.list(ResourceType, ResourceId) }),
    ),
    restXmlOperation<ListTagsForResourcesRequest, ListTagsForResourcesResponse>(
      ListTagsForResources$,
      ns,
      ({ ResourceType, ResourceIds = [] }) => {
        if (ResourceIds.length < 1 || ResourceIds.length > MOST_RESOURCES) {
          throw invalidInput(`Invalid request: ResourceIds must hold 1 to ${MOST_RESOURCES} ids`);
        }
        return { ResourceTagSets: ResourceIds.map((id) => tags.list(ResourceType, id)) };
      },
    ),
  ];
}
