import {
  type CidrBlockSummary,
  type CollectionSummary,
  ListCidrBlocksCommand,
  ListCidrCollectionsCommand,
} from "@aws-sdk/client-route-53";
import { CidrCollectionSpec } from "../../contract/aws/cidr-collection-spec.ts";
import { pagesOf, tokenOf } from "../pages.ts";
import type { PartEnd, PartReader } from "../part-reader.ts";
import { misfits } from "./misfits.ts";
import { ROUTE53 } from "./route53.ts";

/** Lists the CIDR collections with the blocks of each location. */
export async function readCidrCollections(reader: PartReader): Promise<PartEnd> {
  const pages = pagesOf(
    (NextToken: string | undefined) =>
      reader.call({ ...ROUTE53, action: "ListCidrCollections" }, (client, options) =>
        client.send(new ListCidrCollectionsCommand({ NextToken }), options),
      ),
    ({ NextToken }) => tokenOf(NextToken),
  );
  const understood = misfits();
  for await (const { CidrCollections = [] } of pages) {
    for (const collection of CidrCollections) {
      const spec = collectionSpec(collection, await readBlocks(reader, collection.Id));
      const taken = understood.take(CidrCollectionSpec, spec, collection.Name ?? "a collection");
      reader.add(
        "cidrCollections",
        taken.map((each) => ({ account: reader.account, spec: each })),
      );
    }
  }
  const error = understood.error("CIDR collections");
  return error === undefined ? {} : { error };
}

async function readBlocks(
  reader: PartReader,
  CollectionId: string | undefined,
): Promise<CidrBlockSummary[]> {
  const pages = pagesOf(
    (NextToken: string | undefined) =>
      reader.call({ ...ROUTE53, action: "ListCidrBlocks" }, (client, options) =>
        client.send(new ListCidrBlocksCommand({ CollectionId, NextToken }), options),
      ),
    ({ NextToken }) => tokenOf(NextToken),
  );
  const found: CidrBlockSummary[] = [];
  for await (const { CidrBlocks = [] } of pages) found.push(...CidrBlocks);
  return found;
}

function collectionSpec(collection: CollectionSummary, blocks: readonly CidrBlockSummary[]) {
  const names = [...new Set(blocks.map(({ LocationName }) => LocationName))].sort();
  return {
    id: collection.Id,
    arn: collection.Arn,
    name: collection.Name,
    version: collection.Version,
    locations: names.map((name) => ({
      name,
      blocks: blocks
        .filter(({ LocationName }) => LocationName === name)
        .map(({ CidrBlock }) => CidrBlock)
        .sort(),
    })),
  };
}
