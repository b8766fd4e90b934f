import type { Filter, Tag } from "@aws-sdk/client-ec2";
import { invalidValue } from "./problems.ts";

/** What an item says under the name of a filter; nothing where that part of it is not set. */
export type FilterFields<Item> = Readonly<
  Record<string, (item: Item) => string | boolean | number | undefined>
>;

const TAG = "tag:";

/** The tags of what can have some. */
export const ownTags = ({ Tags }: { readonly Tags?: readonly Tag[] | undefined }) => Tags ?? [];

/**
 * Those items that pass all filters. A filter is passed by any of its values; `*` stands for any
 * signs, `?` for one, and a backslash takes the meaning from the next sign.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
 *
 * Throws InvalidParameterValue for a filter that the list does not have.
 */
export function filtered<Item>(
  items: readonly Item[],
  filters: readonly Filter[] | undefined,
  fields: FilterFields<Item>,
  tagsOf: (item: Item) => readonly Tag[] = () => [],
): Item[] {
  const tests = (filters ?? []).map((filter) => testOf(filter, fields, tagsOf));
  return items.filter((item) => tests.every((passes) => passes(item)));
}

function testOf<Item>(
  { Name = "", Values = [] }: Filter,
  fields: FilterFields<Item>,
  tagsOf: (item: Item) => readonly Tag[],
): (item: Item) => boolean {
  const patterns = Values.map(patternOf);
  const matches = (text: string) => patterns.some((pattern) => pattern.test(text));
  if (Name === "tag-key") return (item) => tagsOf(item).some(({ Key = "" }) => matches(Key));
  if (Name.startsWith(TAG)) {
    const key = Name.slice(TAG.length);
    return (item) => tagsOf(item).some(({ Key, Value = "" }) => Key === key && matches(Value));
  }
  const field = fields[Name];
  if (field === undefined) throw invalidValue(`The filter '${Name}' is invalid`);
  return (item) => {
    const value = field(item);
    return value !== undefined && matches(String(value));
  };
}

function patternOf(value: string): RegExp {
  const steps = value.match(/\\.|./gsu) ?? [];
  const source = steps.map((step) => {
    if (step === "*") return ".*";
    if (step === "?") return ".";
    return escapeRegExp(step.length > 1 && step.startsWith("\\") ? step.slice(1) : step);
  });
  return new RegExp(`^${source.join("")}$`, "su");
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
