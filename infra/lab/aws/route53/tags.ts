import type { ChangeTagsForResourceRequest, ResourceTagSet } from "@aws-sdk/client-route-53";
import { invalidInput } from "./problems.ts";

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeTagsForResource.html */
const MOST_TAGS = 10;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/** The tags of hosted zones and health checks; a resource that is gone has none. */
export class Tags {
  readonly #mustExist: (type: string, id: string) => void;
  readonly #tags = new Map<string, ReadonlyMap<string, string>>();

  /** `mustExist` throws NoSuchHostedZone, NoSuchHealthCheck, or InvalidInput for another type. */
  constructor(mustExist: (type: string, id: string) => void) {
    this.#mustExist = mustExist;
  }

  list(type: ResourceTagSet["ResourceType"], id = ""): ResourceTagSet {
    this.#mustExist(type ?? "", id);
    const tags = this.#tags.get(keyOf(type, id)) ?? new Map<string, string>();
    return {
      ResourceType: type,
      ResourceId: id,
      Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
    };
  }

  /** Removes, then adds or overwrites; all of it or nothing. Throws InvalidInput. */
  change(request: ChangeTagsForResourceRequest): void {
    const { ResourceType, ResourceId = "", AddTags = [], RemoveTagKeys = [] } = request;
    this.#mustExist(ResourceType ?? "", ResourceId);
    if (AddTags.length + RemoveTagKeys.length === 0) {
      throw invalidInput("Invalid request: AddTags or RemoveTagKeys is needed");
    }
    const tags = new Map(this.#tags.get(keyOf(ResourceType, ResourceId)));
    for (const key of RemoveTagKeys) tags.delete(key);
    for (const { Key = "", Value = "" } of AddTags) {
      if (Key.length < 1 || Key.length > LONGEST_KEY || Key.startsWith("aws:")) {
        throw invalidInput(
          `Invalid request: the tag key '${Key}' must have 1 to ${LONGEST_KEY} characters and not begin with aws:`,
        );
      }
      if (Value.length > LONGEST_VALUE) {
        throw invalidInput(
          `Invalid request: the value of ${Key} exceeds ${LONGEST_VALUE} characters`,
        );
      }
      tags.set(Key, Value);
    }
    if (tags.size > MOST_TAGS) {
      throw invalidInput(`Invalid request: a resource can have no more than ${MOST_TAGS} tags`);
    }
    this.#tags.set(keyOf(ResourceType, ResourceId), tags);
  }
}

function keyOf(type: string | undefined, id: string): string {
  return `${type}/${id}`;
}
