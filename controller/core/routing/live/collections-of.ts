import type { CidrCollectionSpec } from "../../../contract/aws/cidr-collection-spec.ts";
import type { RecordSet } from "../../../contract/aws/record-set.ts";
import type { Inventory } from "../../../contract/inventory.ts";
import type { WantedPart } from "./unread-parts.ts";

/** CIDR collections that record sets choose by. */
export function collectionsOf(
  { cidrCollections }: Pick<Inventory, "cidrCollections">,
  records: readonly RecordSet[],
): { readonly specs: CidrCollectionSpec[]; readonly wanted: WantedPart[] } {
  const known = new Map(cidrCollections.map((collection) => [collection.spec.id, collection]));
  const ids = new Set(
    records.flatMap(({ routing }) => (routing.policy === "ip-based" ? routing.collectionId : [])),
  );
  return {
    specs: [...ids].flatMap((id) => known.get(id)?.spec ?? []),
    wanted: [...ids].map((id) => ({
      subject: "cidr-collections",
      scope: null,
      account: known.get(id)?.account ?? null,
    })),
  };
}
