import type { ClientGroup } from "../../contract/client-group.ts";
import type { Service } from "../../contract/estate.ts";
import type { PathEvidence } from "./path-evidence.ts";

/**
 * Whom the advice is for: the declared client groups or, without any, one group per vantage with equal
 * shares. The shares add up to 1.
 */
export function clientGroups(
  service: Service,
  vantages: readonly { readonly id: string; readonly label: string }[],
): ClientGroup[] {
  if (service.clientGroups.length > 0) return service.clientGroups;
  return vantages.map(({ id, label }) => ({
    id,
    label,
    share: 1 / vantages.length,
    vantages: [id],
  }));
}

/** Share of the traffic whose groups have at least one vantage with an answer of its own. */
export function coverageOf(groups: readonly ClientGroup[], paths: readonly PathEvidence[]): number {
  const measured = new Set(
    paths.filter(({ bucket }) => bucket.bins.length > 0).map(({ vantage }) => vantage),
  );
  const covered = groups.filter((group) => group.vantages.some((id) => measured.has(id)));
  if (covered.length === groups.length) return groups.length === 0 ? 0 : 1;
  return Math.min(
    1,
    covered.reduce((sum, group) => sum + group.share, 0),
  );
}
