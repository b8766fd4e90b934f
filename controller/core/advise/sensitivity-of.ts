import type { Sensitivity } from "../../contract/advised-design.ts";
import { dirichletDraws } from "../statistics/dirichlet.ts";
import { percentText } from "../wording/count.ts";
import type { AskedAgain } from "./asked-again.ts";
import { familyOf } from "./design-label.ts";

const DRAWS = 100;
/** How near the shares drawn stay to those declared. */
const CONCENTRATION = 50;

/**
 * How sure the answer is of the shares of the groups, which are seldom known well: drawn anew a hundred
 * times around what is declared, and equal for all. Null where nothing is chosen, or there is one group.
 */
export function sensitivityOf({ decision, shortlist, decideWith }: AskedAgain): Sensitivity | null {
  const chosen = decision.chosen?.prediction;
  if (chosen === undefined || chosen.groups.length < 2) return null;
  const families = new Map(
    shortlist.map(({ candidate }) => [candidate.name, familyOf(candidate)] as const),
  );
  const own = familyOf(chosen.candidate);
  const isSame = (shares: readonly number[]) => {
    const weights = new Map(chosen.groups.map(({ group }, at) => [group, shares[at] ?? 0]));
    const name = decideWith({ weights });
    return name !== null && families.get(name) === own;
  };
  const draws = dirichletDraws(
    chosen.groups.map(({ weight }) => weight),
    CONCENTRATION,
    DRAWS,
  );
  const same = draws.filter(isSame).length;
  const isSameWithEqualShares = isSame(chosen.groups.map(() => 1 / chosen.groups.length));
  const equal = isSameWithEqualShares ? "and so it is" : "but another is";
  return {
    draws: DRAWS,
    same,
    isSameWithEqualShares,
    sentence: `The same design comes out best in ${percentText(same, DRAWS)} of ${DRAWS} draws of the users' shares around those declared, ${equal} with equal shares.`,
  };
}
