import type { CostSum } from "../../contract/monthly-cost.ts";
import { costPerSavedMs } from "../cost/cost-per-saved-ms.ts";
import type { DesignPrice, Prediction } from "../predict/prediction.ts";

/** What one client group gains by a design, and what that costs. */
export interface Contribution {
  readonly group: string;
  /** Share of the users. */
  readonly weight: number;
  /** How much sooner the group is answered in the mean, in µs; negative where later. */
  readonly gainUs: number;
  /** USD a month more than by the design in use; null where not known. */
  readonly moreUsd: number | null;
  /** USD a month for each millisecond by which the mean user gets faster through this group; null where none. */
  readonly usdPerSavedMs: number | null;
}

/** Contributions of the groups, the largest to everybody's mean first. */
export function contributionsOf(
  gains: readonly { readonly group: string; readonly us: number }[],
  chosen: Prediction,
  today: Prediction | null,
): Contribution[] {
  const weights = new Map(chosen.groups.map(({ group, weight }) => [group, weight]));
  return gains
    .map(({ group, us }): Contribution => {
      const weight = weights.get(group) ?? 0;
      const [more, less] = [costOf(chosen.price, group), today && costOf(today.price, group)];
      const isKnown = more !== null && less !== null;
      return {
        group,
        weight,
        gainUs: us,
        moreUsd: isKnown ? Number(more.exactUsd) - Number(less.exactUsd) : null,
        usdPerSavedMs: isKnown
          ? costPerSavedMs(more, less, [{ share: weight, savedMs: us / 1_000 }])
          : null,
      };
    })
    .sort((a, b) => Math.abs(b.weight * b.gainUs) - Math.abs(a.weight * a.gainUs));
}

/** What a group causes by itself: its transfer. Null where a part of it is not known. */
function costOf({ lines, missing }: DesignPrice, group: string): CostSum | null {
  if (lines === undefined || missing.some((fact) => fact.group === group)) return null;
  const own = lines.filter(
    (line) => line.group === group || line.group === `${group} by the accelerator`,
  );
  if (own.some(({ usd }) => usd === null)) return null;
  const usd = own.reduce((sum, line) => sum + Number(line.usd), 0);
  return { usdPerMonth: Math.round(100 * usd) / 100, exactUsd: String(usd), complete: true };
}
