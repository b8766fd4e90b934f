import type { z } from "zod";
import type { FieldFault, FieldPath } from "./fault.ts";
import { fieldAt } from "./fields-of.ts";
import { issueMessage } from "./issue-message.ts";
import { nearestName } from "./nearest-name.ts";

/** What a shape finds wrong with a value, in words that tell how to mend it. */
export function faultsOfIssues(
  issues: readonly z.core.$ZodIssue[],
  schema: z.core.$ZodType,
  value: unknown,
): FieldFault[] {
  const misspelt = new Set<string>();
  const unknown = issues.flatMap((issue) => unknownFields(issue, schema, misspelt));
  const found = issues.flatMap(choicesOf);
  const others = found
    .filter((issue) => issue.code !== "unrecognized_keys" && !followsFromPart(issue, found))
    .map((issue) => faultOf(issue, schema, value))
    // One word that is misspelt is one fault: it is not missing as well.
    .filter(({ path, message }) => !(isMissing(message) && misspelt.has(keyOf(path))));
  return [...unknown, ...others];
}

function unknownFields(
  issue: z.core.$ZodIssue,
  schema: z.core.$ZodType,
  misspelt: Set<string>,
): FieldFault[] {
  if (issue.code !== "unrecognized_keys") return [];
  const { names } = fieldAt(schema, issue.path);
  return issue.keys.map((key) => {
    const path = [...issue.path, key];
    const meant = nearestName(key, names);
    if (meant !== undefined) misspelt.add(keyOf([...issue.path, meant]));
    const mend = meant === undefined ? `there are ${names.join(", ")}` : `did you mean ${meant}?`;
    return { path, message: `there is no such field; ${mend}`, isName: true };
  });
}

function faultOf(issue: z.core.$ZodIssue, schema: z.core.$ZodType, value: unknown): FieldFault {
  const { path } = issue;
  const message = issueMessage(issue, valueAt(value, path));
  const isName =
    issue.code === "invalid_key" || (issue.code === "custom" && issue.params?.["isName"] === true);
  const meaning = isMissing(message) ? fieldAt(schema, path).description : undefined;
  return { path, message: meaning === undefined ? message : `${message} (${meaning})`, isName };
}

/** Of a union that speaks in general terms, what its nearest choice finds. */
function choicesOf(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code === "invalid_key") {
    return issue.issues.map(({ message }) => ({ ...issue, message }));
  }
  if (issue.code !== "invalid_union" || issue.message !== "Invalid input") return [issue];
  const found = issue.errors.filter((errors) => errors.length > 0);
  const [nearest] = found.sort((one, other) => one.length - other.length);
  if (nearest === undefined) return [issue];
  return nearest.flatMap((each) => choicesOf({ ...each, path: [...issue.path, ...each.path] }));
}

/** Whether something does not fit together (a sum) of which a part is wrong by itself. */
function followsFromPart(issue: z.core.$ZodIssue, all: readonly z.core.$ZodIssue[]): boolean {
  if (issue.code !== "custom") return false;
  const { path } = issue;
  return all.some(
    (other) => other.path.length > path.length && path.every((key, at) => other.path[at] === key),
  );
}

/** What stands at a path; undefined where nothing does. */
function valueAt(value: unknown, path: FieldPath): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null) return undefined;
    found = (found as Record<PropertyKey, unknown>)[key];
  }
  return found;
}

function isMissing(message: string): boolean {
  return message.startsWith("is missing");
}

function keyOf(path: FieldPath): string {
  return path.map(String).join("\0");
}
