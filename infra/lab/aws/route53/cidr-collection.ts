import type { CollectionSummary } from "@aws-sdk/client-route-53";
import { type ServedVersion, versionsFrom } from "./served-versions.ts";

/** Location by CIDR block. */
export type CidrBlocks = ReadonlyMap<string, string>;

/** Blocks of addresses under the names of locations. */
export interface CidrCollection {
  readonly id: string;
  readonly name: string;
  readonly callerReference: string;
  /** 1 when it is made; one more with each change. */
  version: number;
  /** As changed last. */
  blocks: CidrBlocks;
  /** What the name servers have, and will have, in order of time. */
  versions: readonly ServedVersion<CidrBlocks>[];
}

/** Gives a collection other blocks; the name servers have them from `fromMs` (lab time) on. */
export function putBlocks(collection: CidrCollection, blocks: CidrBlocks, fromMs: number): void {
  collection.blocks = blocks;
  collection.version += 1;
  collection.versions = [...collection.versions, { fromMs, value: blocks }];
}

/** The blocks that the name servers have at a moment of lab time. */
export function servedBlocks(collection: CidrCollection, nowMs: number): CidrBlocks {
  collection.versions = versionsFrom(collection.versions, nowMs);
  return collection.versions[0]?.value ?? new Map<string, string>();
}

export function asSummary({ id, name, version }: CidrCollection): Required<CollectionSummary> {
  return { Id: id, Arn: `arn:aws:route53:::cidrcollection/${id}`, Name: name, Version: version };
}
