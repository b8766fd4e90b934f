import type { Assumptions, Baseline } from "../../contract/baseline.ts";
import type { Service } from "../../contract/estate.ts";
import { canonicalDesign } from "../routing/canonical.ts";
import type { LiveDesign } from "../routing/live-design.ts";

/** Why what stands cannot be taken for right. */
export type BaselineObstacle = {
  readonly code: "not_read" | "not_fully_read" | "nothing_stands";
} & {
  readonly what: readonly string[];
};

/**
 * Takes what stands for right. Where the service's file declares the design, that goes on to be it, and
 * only what it rests on is kept. What was not read whole is never taken: it would count as absent.
 *
 * @param led what leads users today; null where AWS was never read
 */
export function takeBaseline(
  service: Service,
  led: LiveDesign | null,
  assumptions: Assumptions,
  note: string,
): Baseline | BaselineObstacle {
  const taken = { service: service.id, acceptedAtMs: assumptions.takenAtMs, note, assumptions };
  if (service.incumbentDesign !== undefined) return { ...taken, design: null };
  if (led === null) return { code: "not_read", what: [] };
  if (led.unread.length > 0) return { code: "not_fully_read", what: led.unread };
  const { hostedZones, accelerators } = led.design;
  const isEmpty = hostedZones.every(({ records }) => records.length === 0);
  if (isEmpty && accelerators.length === 0) return { code: "nothing_stands", what: [] };
  return { ...taken, design: canonicalDesign(led.design) };
}
