import type { Recovery, RecoveryStrategy } from "../../contract/recovery.ts";
import { percentText } from "../wording/count.ts";

/** What a strategy costs beside the primary deployment, and how that is known. */
export interface StrategyCost {
  /** Null where nothing tells. */
  readonly usdPerMonth: number | null;
  readonly text: string;
}

/** As declared, in USD or as a share of what the primary costs. Nothing is taken for granted. */
export function strategyCost(
  strategy: RecoveryStrategy,
  recovery: Recovery | undefined,
): StrategyCost {
  const known = recovery?.strategies?.find((each) => each.strategy === strategy);
  if (known?.usdPerMonth !== undefined) {
    return { usdPerMonth: known.usdPerMonth, text: "as declared" };
  }
  const primary = recovery?.primaryUsdPerMonth;
  if (known?.costRatio !== undefined && primary !== undefined) {
    const share =
      known.costRatio <= 1 ? percentText(known.costRatio, 1) : `${known.costRatio} times`;
    const usdPerMonth = Math.round(100 * known.costRatio * primary) / 100;
    return { usdPerMonth, text: `${share} of the primary's run cost, as declared` };
  }
  const field =
    known?.costRatio === undefined ? "usdPerMonth or costRatio" : "recovery.primaryUsdPerMonth";
  return { usdPerMonth: null, text: `not known: declare ${field}` };
}
