import type { ServiceProblem } from "../service-problem.ts";
import { pageOf } from "./page.ts";
import { invalidInput } from "./problems.ts";

/** A page of a list that is turned by tokens, and the member that leads on, if there is more. */
export interface TokenPage<Item> {
  readonly items: Item[];
  readonly token: { readonly NextToken?: string };
}

/**
 * Cuts a page out of a list whose items have keys; the token names the item that the next page begins
 * with. Throws `noSuchPage` (InvalidInput) for a token of another list and for an item that is gone.
 */
export function tokenPage<Item>(
  list: readonly Item[],
  keyOf: (item: Item) => string,
  request: { readonly NextToken?: string | undefined; readonly MaxResults?: number | undefined },
  most: number,
  noSuchPage: (token: string) => ServiceProblem = (token) =>
    invalidInput(`NextToken '${token}' leads to nothing: list anew`),
): TokenPage<Item> {
  const { NextToken, MaxResults } = request;
  const start =
    NextToken === undefined ? 0 : list.findIndex((item) => tokenOf(keyOf(item)) === NextToken);
  if (start < 0) throw noSuchPage(NextToken ?? "");
  const { items, next } = pageOf(list, start, MaxResults, most);
  return { items, token: next === undefined ? {} : { NextToken: tokenOf(keyOf(next)) } };
}

function tokenOf(key: string): string {
  return Buffer.from(key).toString("base64url");
}
