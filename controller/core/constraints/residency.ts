import type { Reason } from "../../contract/advised-design.ts";
import { allowedEndpoints } from "../candidates/allowed-endpoints.ts";
import type { Candidate } from "../predict/candidate.ts";
import { broken } from "./constraint-codes.ts";
import type { ConstraintContext } from "./constraint-context.ts";
import type { ReachBook } from "./reach-book.ts";
import { someOf } from "./users-text.ts";

/**
 * Users that a design may lead to a place where they must not be served, whatever fails, alone or
 * together, and also while nothing is healthy. What belongs to no endpoint may be anywhere.
 */
export function residencyReasons(
  candidate: Candidate,
  { service, groups }: ConstraintContext,
  reach: ReachBook,
): Reason[] {
  const { constraints, endpoints } = service;
  const placeOf = new Map(endpoints.map(({ id, place }) => [id, place]));
  const wrong = groups.flatMap(({ id, askers }, at) => {
    const allowed = allowedEndpoints(id, constraints, endpoints);
    if (allowed === null) return [];
    if (askers.length === 0) return [`${id} may be led anywhere, since no vantage stands for them`];
    const forbidden = reach
      .of(candidate, at, "all")
      .filter(({ endpoint }) => endpoint === null || !allowed.has(endpoint));
    if (forbidden.length === 0) return [];
    const where = someOf(
      forbidden.map(
        ({ endpoint, key }) => placeOf.get(endpoint ?? "") ?? `${key} (not known where)`,
      ),
    );
    const isUsual = forbidden.some((each) => each.isUsual);
    return [`${id} by ${where}${isUsual ? "" : " while something fails"}`];
  });
  return wrong.length === 0 ? [] : [broken("residency", someOf(wrong))];
}
