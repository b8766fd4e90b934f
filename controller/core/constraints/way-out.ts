import type { Reason } from "../../contract/advised-design.ts";
import { allowedEndpoints } from "../candidates/allowed-endpoints.ts";
import type { Candidate } from "../predict/candidate.ts";
import { broken } from "./constraint-codes.ts";
import type { ConstraintContext } from "./constraint-context.ts";
import type { ReachBook } from "./reach-book.ts";
import { someOf } from "./users-text.ts";

/** Share of users that must be back in time, where the owner does not say. */
const USUAL_ATTAINMENT = 0.95;

/**
 * Whether the endpoints that serve can fail without a hand at AWS: nobody may depend on an edit of records,
 * weights or dials while another endpoint could serve them (`control_plane`); and where a recovery time
 * is demanded, no more users than it lets go may be left without anybody (`no_failover`).
 */
export function wayOutReasons(
  candidate: Candidate,
  context: ConstraintContext,
  reach: ReachBook,
): Reason[] {
  const { constraints, objectives, endpoints } = context.service;
  const mustBeAlone = constraints?.controlPlaneIndependent === true;
  const { rtoS, attainmentRatio = USUAL_ATTAINMENT } = objectives;
  if (!mustBeAlone && rtoS === undefined) return [];
  const stuck = stuckGroups(candidate, context, reach);
  const edited = stuck.filter(
    ({ id }) => (allowedEndpoints(id, constraints, endpoints)?.size ?? endpoints.length) > 1,
  );
  const share = stuck.reduce((sum, group) => sum + group.share, 0);
  const reasons: Reason[] = [];
  if (mustBeAlone && edited.length > 0) {
    reasons.push(broken("control_plane", `nothing leads ${textOf(edited)} elsewhere by itself`));
  }
  // Shares add up to 1 but for rounding.
  if (rtoS !== undefined && share > 1 - attainmentRatio + 1e-9) {
    const percent = Math.round(share * 100);
    reasons.push(
      broken("no_failover", `${percent} % of the users stay with it (${textOf(stuck)})`),
    );
  }
  return reasons;
}

interface Stuck {
  readonly id: string;
  readonly share: number;
  readonly endpoints: readonly string[];
}

/** Groups that an endpoint serves which nobody takes over from. */
function stuckGroups(
  candidate: Candidate,
  { groups }: ConstraintContext,
  reach: ReachBook,
): Stuck[] {
  if (reach.isNeverStuck(candidate)) return [];
  return groups.flatMap(({ id, share }, at): Stuck[] => {
    const left = reach.of(candidate, at, "usual").filter((each) => each.isUsual && !each.hasWayOut);
    if (left.length === 0) return [];
    return [{ id, share, endpoints: left.map(({ endpoint, key }) => endpoint ?? key) }];
  });
}

function textOf(stuck: readonly Stuck[]): string {
  const groups = someOf(stuck.map(({ id }) => id));
  return `${groups} from ${someOf(stuck.flatMap(({ endpoints }) => endpoints))}`;
}
