import { ServiceProblem } from "../service-problem.ts";

/** How a kind of thing is named, and how EC2 says that there is no such thing. */
export interface NamedKind {
  readonly pattern: RegExp;
  readonly malformedCode: string;
  readonly notFoundCode: string;
  /** In a sentence: `subnet ID`. */
  readonly words: string;
}

const ID = "[0-9a-f]{8}(?:[0-9a-f]{9})?";

export const SUBNET_ID: NamedKind = {
  pattern: new RegExp(`^subnet-${ID}$`),
  malformedCode: "InvalidSubnetID.Malformed",
  notFoundCode: "InvalidSubnetID.NotFound",
  words: "subnet ID",
};

export const INSTANCE_ID: NamedKind = {
  pattern: new RegExp(`^i-${ID}$`),
  malformedCode: "InvalidInstanceID.Malformed",
  notFoundCode: "InvalidInstanceID.NotFound",
  words: "instance ID",
};

export const ALLOCATION_ID: NamedKind = {
  pattern: new RegExp(`^eipalloc-${ID}$`),
  malformedCode: "InvalidAllocationID.Malformed",
  notFoundCode: "InvalidAllocationID.NotFound",
  words: "allocation ID",
};

export const PUBLIC_ADDRESS: NamedKind = {
  pattern: /^\d{1,3}(?:\.\d{1,3}){3}$/,
  malformedCode: "InvalidAddress.Malformed",
  notFoundCode: "InvalidAddress.NotFound",
  words: "address",
};

export const REGION_NAME: NamedKind = {
  pattern: /^[\w-]+$/,
  malformedCode: "InvalidParameterValue",
  notFoundCode: "InvalidParameterValue",
  words: "Region",
};

export const ZONE_NAME: NamedKind = { ...REGION_NAME, words: "availability zone" };

/**
 * The things that are asked for by name; all where none is named. Throws the code of the kind where
 * one has a wrong form or is not there.
 */
export function named<Item>(
  items: readonly Item[],
  names: readonly string[] | undefined,
  nameOf: (item: Item) => string | undefined,
  { pattern, malformedCode, notFoundCode, words }: NamedKind,
): readonly Item[] {
  if (names === undefined || names.length === 0) return items;
  const malformed = names.find((name) => !pattern.test(name));
  if (malformed !== undefined) {
    throw new ServiceProblem(malformedCode, `Invalid ${words}: "${malformed}"`);
  }
  const known = new Set(items.map(nameOf));
  const lacking = names.filter((name) => !known.has(name));
  if (lacking.length > 0) {
    const list = lacking.map((name) => `'${name}'`).join(", ");
    throw new ServiceProblem(notFoundCode, `The ${words} ${list} does not exist`);
  }
  return items.filter((item) => names.includes(nameOf(item) ?? ""));
}
