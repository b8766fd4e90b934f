import { ControllerProblem } from "./controller-problem.ts";
import { DEFAULT_KEEP, type Keep, keepFault } from "./core/fold/keep.ts";

/**
 * How long buckets are kept, with defaults for what is not given.
 *
 * @throws ControllerProblem where the times do not fit together.
 */
export function checkedKeep(given: Partial<Keep> = {}): Keep {
  const keep = { ...DEFAULT_KEEP, ...given };
  const fault = keepFault(keep);
  if (fault === null) return keep;
  throw new ControllerProblem(
    `keep.${fault.field} is ${keep[fault.field]}, which ${fault.message}.`,
    "Keep minutes for three hours or more, five minutes for as long or longer, hours longest.",
  );
}
