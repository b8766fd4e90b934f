import type { TrafficPeriod } from "../../contract/monthly-traffic.ts";
import { type Decimal, toDecimal } from "./decimal.ts";

/**
 * Gigabytes by client group for which an accelerator's DT-Premium is charged: of every period the
 * direction, in or out, in which more went through the accelerator altogether.
 *
 * @param groups those that go by the accelerator
 * @see https://aws.amazon.com/global-accelerator/pricing/
 */
export function dominantVolumes(
  periods: readonly TrafficPeriod[],
  groups: ReadonlySet<string>,
): Map<string, Decimal> {
  const billed = new Map<string, Decimal>();
  for (const { times, volumes } of periods) {
    const own = volumes.filter(({ group }) => groups.has(group));
    const total = (direction: "inGb" | "outGb"): Decimal =>
      own.reduce((sum, volume) => sum + toDecimal(volume[direction]), 0n);
    const dominant = total("inGb") > total("outGb") ? "inGb" : "outGb";
    for (const volume of own) {
      const gb = toDecimal(volume[dominant]) * BigInt(times);
      billed.set(volume.group, (billed.get(volume.group) ?? 0n) + gb);
    }
  }
  return billed;
}
