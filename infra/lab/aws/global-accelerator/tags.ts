import type { Tag } from "@aws-sdk/client-global-accelerator";
import { MOST_TAGS } from "./limits.ts";
import { invalidArgument } from "./problems.ts";

/** The tags of accelerators, listeners and groups, by ARN. */
export class Tags {
  readonly #tags = new Map<string, ReadonlyMap<string, string>>();

  list(arn: string): Tag[] {
    return [...(this.#tags.get(arn) ?? [])].map(([Key, Value]) => ({ Key, Value }));
  }

  /** Adds or overwrites; all of it or nothing. Throws InvalidArgumentException. */
  add(arn: string, tags: readonly { readonly Key: string; readonly Value: string }[]): void {
    const all = new Map(this.#tags.get(arn));
    for (const { Key, Value } of tags) all.set(Key, Value);
    if (all.size > MOST_TAGS) {
      throw invalidArgument(`Tags: a resource can have no more than ${MOST_TAGS}`);
    }
    this.#tags.set(arn, all);
  }

  remove(arn: string, keys: readonly string[]): void {
    const left = new Map(this.#tags.get(arn));
    for (const key of keys) left.delete(key);
    this.#tags.set(arn, left);
  }

  /** Of a resource that is gone. */
  forget(arn: string): void {
    this.#tags.delete(arn);
  }
}
