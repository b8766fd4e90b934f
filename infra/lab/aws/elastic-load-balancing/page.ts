import { startOf, tokenOf } from "../page-token.ts";
import { validationError } from "../query-problems.ts";

const MOST = 400;

/**
 * Cuts a page out of a list. Throws ValidationError for a size outside of 1 to 400 and for a marker
 * that this request has not given.
 */
export function pageOf<
  Item,
  Input extends { PageSize?: number | undefined; Marker?: string | undefined },
>(list: readonly Item[], input: Input): { items: Item[]; next: { NextMarker?: string } } {
  const { PageSize = MOST, Marker, ...question } = input;
  if (!Number.isInteger(PageSize) || PageSize < 1 || PageSize > MOST) {
    throw validationError(`PageSize must be a whole number from 1 to ${MOST}, not ${PageSize}`);
  }
  const start = startOf(question, Marker);
  if (start === undefined) throw validationError(`Invalid marker '${Marker ?? ""}'`);
  const end = start + PageSize;
  return {
    items: list.slice(start, end),
    next: end < list.length ? { NextMarker: tokenOf(question, end) } : {},
  };
}
