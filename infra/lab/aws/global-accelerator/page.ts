import { InvalidNextTokenException$ } from "@aws-sdk/client-global-accelerator";
import { modelledProblem } from "../modelled-problem.ts";
import { checked } from "./checked.ts";
import { PageInput } from "./fields.ts";

/** One page of a list, and what leads to the next. */
interface Page<Item> {
  readonly items: Item[];
  readonly next: { NextToken?: string };
}

/**
 * Cuts a page out of a list. The token names the page's first item. Throws InvalidArgumentException
 * for a MaxResults outside of 1 to 100, and InvalidNextTokenException.
 */
export function pageOf<Item extends { readonly arn: string }>(
  list: readonly Item[],
  input: { MaxResults?: number | undefined; NextToken?: string | undefined },
): Page<Item> {
  const { MaxResults, NextToken } = checked(PageInput, input);
  const start =
    NextToken === undefined ? 0 : list.findIndex(({ arn }) => tokenOf(arn) === NextToken);
  if (start < 0) {
    throw modelledProblem(InvalidNextTokenException$, "NextToken is none that a list has given");
  }
  const next = list[start + MaxResults];
  return {
    items: list.slice(start, start + MaxResults),
    next: next === undefined ? {} : { NextToken: tokenOf(next.arn) },
  };
}

/** The last part of an ARN tells it from all others of its list. */
function tokenOf(arn: string): string {
  return Buffer.from(arn.slice(arn.lastIndexOf("/") + 1)).toString("base64url");
}
