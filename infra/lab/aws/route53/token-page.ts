import { pageOf } from "./page.ts";
import { invalidInput } from "./problems.ts";

/** A page of a list that is turned by tokens, and the member that leads on, if there is more. */
export interface TokenPage<Item> {
  readonly items: Item[];
  readonly token: { readonly NextToken?: string };
}

/**
 * Cuts a page out of a list whose items have keys; the token names the item that the next page begins
 * with. Throws InvalidInput for a token of another list and for an item that is gone.
 */
export function tokenPage<Item>(
  list: readonly Item[],
  keyOf: (item: Item) => string,
  request: { readonly NextToken?: string | undefined; readonly MaxResults?: number | undefined },
  most: number,
): TokenPage<Item> {
  const { NextToken, MaxResults } = request;
  const start =
    NextToken === undefined ? 0 : list.findIndex((item) => tokenOf(keyOf(item)) === NextToken);
  if (start < 0) throw invalidInput(`NextToken '${NextToken}' leads to nothing: list anew`);
  const { items, next } = pageOf(list, start, MaxResults, most);
  return { items, token: next === undefined ? {} : { NextToken: tokenOf(keyOf(next)) } };
}

function tokenOf(key: string): string {
  return Buffer.from(key).toString("base64url");
}
