import type { z } from "zod";
import { nearestName } from "./nearest-name.ts";

const NAMES: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a mapping of fields",
  record: "a mapping",
  array: "a list",
};

/**
 * What is wrong, and by that what to write instead.
 *
 * @param value what stands there; undefined where nothing does
 */
export function issueMessage(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === "invalid_type") return wrongType(issue, value);
  if (issue.code === "invalid_value") return wrongValue(issue, value);
  if (issue.code === "too_small") return tooSmall(issue) ?? issue.message;
  if (issue.code === "too_big") return tooBig(issue) ?? issue.message;
  return issue.message;
}

function wrongType(issue: z.core.$ZodIssueInvalidType, value: unknown): string {
  const expected = NAMES[issue.expected];
  if (expected === undefined || !issue.message.startsWith("Invalid input")) return issue.message;
  if (value === undefined) return `is missing; it must be ${expected}`;
  return `must be ${expected}, not ${kindOf(value)}`;
}

function kindOf(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  return typeof value === "string" ? `the text ${JSON.stringify(value)}` : String(value);
}

function wrongValue(issue: z.core.$ZodIssueInvalidValue, value: unknown): string {
  if (!/^Invalid (input|option)/.test(issue.message)) return issue.message;
  const choices = issue.values.map(String);
  const listed = choices.join(", ");
  const must = choices.length === 1 ? `must be ${listed}` : `must be one of ${listed}`;
  if (value === undefined) return `is missing; it ${must}`;
  const meant = typeof value === "string" ? nearestName(value, choices) : undefined;
  return meant === undefined || choices.length === 1 ? must : `${must}; did you mean ${meant}?`;
}

function tooSmall(issue: z.core.$ZodIssueTooSmall): string | undefined {
  if (!issue.message.startsWith("Too small")) return undefined;
  const { minimum, inclusive = true, origin } = issue;
  if (origin === "string") {
    return minimum === 1 ? "must not be empty" : `needs ${minimum} characters or more`;
  }
  if (origin === "array") return minimum === 1 ? "must not be empty" : `needs ${minimum} or more`;
  return inclusive ? `must be ${minimum} or more` : `must be more than ${minimum}`;
}

function tooBig(issue: z.core.$ZodIssueTooBig): string | undefined {
  if (!issue.message.startsWith("Too big")) return undefined;
  const { maximum, inclusive = true, origin } = issue;
  if (origin === "string") return `must be ${maximum} characters or fewer`;
  if (origin === "array") return `must be ${maximum} or fewer`;
  return inclusive ? `must be ${maximum} or less` : `must be less than ${maximum}`;
}
