import { startOf, tokenOf } from "../page-token.ts";
import { invalidCombination, invalidValue } from "./problems.ts";

/** What a request says of the page that it wants. */
export interface PageInput {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** One page of a list, and what leads to the next. */
export interface Page<Item> {
  readonly items: Item[];
  readonly next: { NextToken?: string };
}

const FEWEST = 5;
const MOST = 1_000;

/**
 * Cuts a page out of a list; the whole list where the request names no size. Throws
 * InvalidParameterValue, and InvalidParameterCombination where things are named one by one.
 *
 * @param names The parameter that names things, and what it says.
 */
export function pageOf<Item, Input extends PageInput>(
  list: readonly Item[],
  input: Input,
  names?: readonly [parameter: string, ids: readonly string[] | undefined],
): Page<Item> {
  const { MaxResults, NextToken, ...question } = input;
  if (MaxResults !== undefined) {
    if (names?.[1] !== undefined) throw invalidCombination(names[0], "maxResults");
    if (MaxResults < FEWEST || MaxResults > MOST) {
      throw invalidValue(
        `Value ( ${MaxResults} ) for parameter maxResults is invalid. Expecting a value from ${FEWEST} to ${MOST}.`,
      );
    }
  }
  const start = startOf(question, NextToken);
  if (start === undefined) throw invalidValue("The nextToken is none that this request has given.");
  const end = start + (MaxResults ?? Number.POSITIVE_INFINITY);
  const hasMore = end < list.length;
  return {
    items: list.slice(start, end),
    next: hasMore ? { NextToken: tokenOf(question, end) } : {},
  };
}
