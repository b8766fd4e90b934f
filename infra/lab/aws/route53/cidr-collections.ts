import { randomUUID } from "node:crypto";
import {
  type ChangeCidrCollectionRequest,
  CidrCollectionAlreadyExistsException$,
  CidrCollectionInUseException$,
  CidrCollectionVersionMismatchException$,
  type CreateCidrCollectionRequest,
  LimitsExceeded$,
  NoSuchCidrCollectionException$,
} from "@aws-sdk/client-route-53";
import { modelledProblem } from "../modelled-problem.ts";
import { afterCidrChanges } from "./cidr-changes.ts";
import {
  type CidrBlocks,
  type CidrCollection,
  putBlocks,
  servedBlocks,
} from "./cidr-collection.ts";
import { invalidInput } from "./problems.ts";

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html */
const MOST_COLLECTIONS = 5;

/** Location of a record set for all clients that no block holds. */
const DEFAULT_LOCATION = "*";

/** Whether record sets name a collection, or a location of it. */
export type CidrUse = (collectionId: string, location?: string) => boolean;

/** The account's CIDR collections, in the order in which they were made. */
export class CidrCollections {
  readonly #isUsed: CidrUse;
  readonly #collections = new Map<string, CidrCollection>();

  constructor(isUsed: CidrUse) {
    this.#isUsed = isUsed;
  }

  list(): readonly CidrCollection[] {
    return [...this.#collections.values()];
  }

  /** Throws NoSuchCidrCollectionException. */
  get(id = ""): CidrCollection {
    const collection = this.#collections.get(id);
    if (collection !== undefined) return collection;
    throw modelledProblem(
      NoSuchCidrCollectionException$,
      `The CIDR collection ${id} is not there.`,
    );
  }

  /** Whether a record set may name a location: the collection is there, and the location or `*`. */
  hasLocation(id: string, location: string): boolean {
    const collection = this.#collections.get(id);
    if (collection === undefined) return false;
    return location === DEFAULT_LOCATION || [...collection.blocks.values()].includes(location);
  }

  /** Undefined for a collection that is not there. */
  servedBlocks(id: string, nowMs: number): CidrBlocks | undefined {
    const collection = this.#collections.get(id);
    return collection && servedBlocks(collection, nowMs);
  }

  /**
   * A new collection, or the one that the same request made before. Throws InvalidInput,
   * CidrCollectionAlreadyExistsException, LimitsExceeded.
   */
  create({ Name = "", CallerReference = "" }: CreateCidrCollectionRequest): CidrCollection {
    if (!/^[0-9A-Za-z_-]{1,64}$/.test(Name)) {
      throw invalidInput(
        `Name must have 1 to 64 letters, digits, underscores and hyphens, but is '${Name}'`,
      );
    }
    if (!/^[\x20-\x7e]{1,64}$/.test(CallerReference)) {
      throw invalidInput("CallerReference must have 1 to 64 ASCII characters");
    }
    const present = this.list().find(({ name }) => name === Name);
    if (present?.callerReference === CallerReference) return present;
    if (present !== undefined) {
      const message = `A CIDR collection with the name ${Name} and another caller reference exists.`;
      throw modelledProblem(CidrCollectionAlreadyExistsException$, message);
    }
    if (this.#collections.size >= MOST_COLLECTIONS) {
      const message = `Cannot create more than ${MOST_COLLECTIONS} CIDR collections.`;
      throw modelledProblem(LimitsExceeded$, message);
    }
    const collection: CidrCollection = {
      id: randomUUID(),
      name: Name,
      callerReference: CallerReference,
      version: 1,
      blocks: new Map(),
      versions: [{ fromMs: Number.NEGATIVE_INFINITY, value: new Map() }],
    };
    this.#collections.set(collection.id, collection);
    return collection;
  }

  /**
   * Makes all changes or none; they are served from `servedFromMs` (lab time) on. Throws
   * NoSuchCidrCollectionException, CidrCollectionVersionMismatchException, InvalidInput,
   * CidrBlockInUseException, LimitsExceeded.
   */
  change(request: ChangeCidrCollectionRequest, servedFromMs: number): void {
    const collection = this.get(request.Id);
    const { CollectionVersion: expected = collection.version, Changes = [] } = request;
    if (expected !== collection.version) {
      const message = `The version of the CIDR collection is ${collection.version}, not ${expected}.`;
      throw modelledProblem(CidrCollectionVersionMismatchException$, message);
    }
    const isUsed = (location: string) => this.#isUsed(collection.id, location);
    putBlocks(collection, afterCidrChanges(collection.blocks, Changes, isUsed), servedFromMs);
  }

  /** Throws NoSuchCidrCollectionException, and CidrCollectionInUseException while anything is in it. */
  delete(id: string | undefined): void {
    const collection = this.get(id);
    if (collection.blocks.size > 0 || this.#isUsed(collection.id)) {
      const reason = collection.blocks.size > 0 ? "has CIDR blocks" : "is named by record sets";
      const message = `The CIDR collection ${collection.id} ${reason} and cannot be deleted.`;
      throw modelledProblem(CidrCollectionInUseException$, message);
    }
    this.#collections.delete(collection.id);
  }
}
