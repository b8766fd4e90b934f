import {
  ChangeCidrCollection$,
  type ChangeCidrCollectionRequest,
  type ChangeCidrCollectionResponse,
  CreateCidrCollection$,
  type CreateCidrCollectionRequest,
  type CreateCidrCollectionResponse,
  DeleteCidrCollection$,
  type DeleteCidrCollectionRequest,
  type DeleteCidrCollectionResponse,
  ListCidrBlocks$,
  type ListCidrBlocksRequest,
  type ListCidrBlocksResponse,
  ListCidrCollections$,
  type ListCidrCollectionsRequest,
  type ListCidrCollectionsResponse,
  ListCidrLocations$,
  type ListCidrLocationsRequest,
  type ListCidrLocationsResponse,
  NoSuchCidrLocationException$,
} from "@aws-sdk/client-route-53";
import { modelledProblem } from "../modelled-problem.ts";
import { type RestXmlOperation, restXmlOperation } from "../rest-xml.ts";
import type { ChangeLog } from "./change-log.ts";
import { asSummary } from "./cidr-collection.ts";
import type { CidrCollections } from "./cidr-collections.ts";
import { ROUTE53_NAMESPACE } from "./namespace.ts";
import { tokenPage } from "./token-page.ts";

/** AWS gives no figure for these lists; the others of Route 53 have a hundred. */
const MOST_ON_PAGE = 100;

/** The operations on CIDR collections. */
export function cidrOperations(cidrs: CidrCollections, changes: ChangeLog): RestXmlOperation[] {
  const ns = ROUTE53_NAMESPACE;
  return [
    restXmlOperation<CreateCidrCollectionRequest, CreateCidrCollectionResponse>(
      CreateCidrCollection$,
      ns,
      (request) => {
        const collection = cidrs.create(request);
        const Location = `https://route53.amazonaws.com/2013-04-01/cidrcollection/${collection.id}`;
        return { Collection: asSummary(collection), Location };
      },
    ),
    restXmlOperation<ChangeCidrCollectionRequest, ChangeCidrCollectionResponse>(
      ChangeCidrCollection$,
      ns,
      (request) => {
        cidrs.change(request, changes.insyncAtMs());
        return { Id: changes.submit().Id?.replace("/change/", "") };
      },
    ),
    restXmlOperation<DeleteCidrCollectionRequest, DeleteCidrCollectionResponse>(
      DeleteCidrCollection$,
      ns,
      ({ Id }) => {
        cidrs.delete(Id);
        return {};
      },
    ),
    restXmlOperation<ListCidrCollectionsRequest, ListCidrCollectionsResponse>(
      ListCidrCollections$,
      ns,
      (request) => {
        const page = tokenPage(
          cidrs.list().map(asSummary),
          ({ Id }) => Id ?? "",
          request,
          MOST_ON_PAGE,
        );
        return { CidrCollections: page.items, ...page.token };
      },
    ),
    restXmlOperation<ListCidrLocationsRequest, ListCidrLocationsResponse>(
      ListCidrLocations$,
      ns,
      (request) => {
        const { blocks } = cidrs.get(request.CollectionId);
        const names = [...new Set(blocks.values())].sort();
        const page = tokenPage(names, (name) => name, request, MOST_ON_PAGE);
        return {
          CidrLocations: page.items.map((LocationName) => ({ LocationName })),
          ...page.token,
        };
      },
    ),
    restXmlOperation<ListCidrBlocksRequest, ListCidrBlocksResponse>(
      ListCidrBlocks$,
      ns,
      (request) => listBlocks(cidrs, request),
    ),
  ];
}

function listBlocks(
  cidrs: CidrCollections,
  request: ListCidrBlocksRequest,
): ListCidrBlocksResponse {
  const { CollectionId, LocationName: location } = request;
  const found = [...cidrs.get(CollectionId).blocks]
    .map(([CidrBlock, LocationName]) => ({ CidrBlock, LocationName }))
    .filter((each) => location === undefined || each.LocationName === location);
  if (location !== undefined && found.length === 0) {
    const message = `The CIDR location ${location} is not there.`;
    throw modelledProblem(NoSuchCidrLocationException$, message);
  }
  const keyOf = (each: (typeof found)[number]) => `${each.LocationName} ${each.CidrBlock}`;
  found.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const page = tokenPage(found, keyOf, request, MOST_ON_PAGE);
  return { CidrBlocks: page.items, ...page.token };
}
