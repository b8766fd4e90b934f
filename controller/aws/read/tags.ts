import { ListTagsForResourcesCommand, type TagResourceType } from "@aws-sdk/client-route-53";
import type { ReadError } from "../../contract/inventory-part.ts";
import type { PartReader } from "../part-reader.ts";
import { ROUTE53 } from "./route53.ts";

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListTagsForResources.html */
const MOST_AT_ONCE = 10;

/** Tags of hosted zones or health checks. Without them the rest is still worth having. */
export type Tags = {
  /** Tags by key, by the id of the resource; of those alone that could be read. */
  of(ids: readonly string[]): Promise<Map<string, Record<string, string>>>;
  /** What went wrong the first time; nothing was asked after that. */
  error(): ReadError | undefined;
};

export function readTags(reader: PartReader, type: TagResourceType): Tags {
  let failed: ReadError | undefined;
  const readSome = async (ids: string[]) => {
    const { ResourceTagSets = [] } = await reader.call(
      { ...ROUTE53, action: "ListTagsForResources" },
      (client, options) =>
        client.send(
          new ListTagsForResourcesCommand({ ResourceType: type, ResourceIds: ids }),
          options,
        ),
    );
    return ResourceTagSets.map(
      ({ ResourceId = "", Tags = [] }) =>
        [
          ResourceId,
          Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value])),
        ] as const,
    );
  };
  return {
    async of(ids) {
      const found = new Map<string, Record<string, string>>();
      for (let at = 0; at < ids.length && failed === undefined; at += MOST_AT_ONCE) {
        try {
          const some = await readSome(ids.slice(at, at + MOST_AT_ONCE));
          for (const [id, tags] of some) found.set(id, tags);
        } catch (error) {
          const told = reader.told(error);
          failed = { ...told, message: `The tags could not be read: ${told.message}` };
        }
      }
      return found;
    },
    error: () => failed,
  };
}
