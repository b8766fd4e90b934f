import type { PreparedInjection } from "../../failover/inject/injection.ts";
import type { InjectAccount } from "./inject-account.ts";

/** What somebody who owns a thing puts on it, so that tests may make it fail. */
const TAG = { key: "isochrone:failover-test", value: "allow" };

/** Something that is to be made to fail. */
export type Marked = {
  /** In a sentence: `the health check`. */
  readonly what: string;
  /** Its id first, then its ARN. */
  readonly names: readonly [string, ...string[]];
};

/** Tags as any service of AWS tells them. */
export type AwsTags = readonly {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}[];

/**
 * Whether something is marked as fit for tests: within the fence of its account's settings, else by its tag.
 *
 * @param tagsOf is asked only where no fence decides
 */
export async function optInOf(
  marked: Marked,
  { id, fence }: Pick<InjectAccount, "id" | "fence">,
  tagsOf: () => Promise<AwsTags>,
): Promise<PreparedInjection["optIn"]> {
  const { what, names } = marked;
  const pattern = fence.find((each) => names.some((name) => isLike(name, each)));
  if (pattern !== undefined) {
    return { ok: true, reason: `${what} ${names[0]} is named by failoverFence (${pattern})` };
  }
  const value = (await tagsOf()).find(({ Key }) => Key === TAG.key)?.Value;
  if (value === TAG.value) {
    return { ok: true, reason: `${what} ${names[0]} has the tag ${TAG.key} = ${TAG.value}` };
  }
  const instead = value === undefined ? "has no tag" : `has ${JSON.stringify(value)} in its tag`;
  return {
    ok: false,
    reason: `${what} ${names[0]} ${instead} ${TAG.key}; set that to ${TAG.value}, or name it in failoverFence of account ${id} in the AWS settings`,
  };
}

/** All must be marked; the first that is not says why. */
export function allOptedIn(
  each: readonly PreparedInjection["optIn"][],
): PreparedInjection["optIn"] {
  const missing = each.find(({ ok }) => !ok);
  return missing ?? { ok: true, reason: each.map(({ reason }) => reason).join("; ") };
}

/** `*` stands for any letters. */
function isLike(name: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "su").test(name);
}
