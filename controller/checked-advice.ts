import type { z } from "zod";
import { AdviceSettings } from "./contract/advice-settings.ts";
import { ControllerProblem } from "./controller-problem.ts";

/** How often services are evaluated and who is told, with defaults. */
export type GivenAdvice = z.input<typeof AdviceSettings>;

/** @throws ControllerProblem that names the field at fault; it repeats no value, for addresses hold tokens. */
export function checkedAdvice(given: GivenAdvice = {}): AdviceSettings {
  const parsed = AdviceSettings.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = ["advice", ...(issue?.path ?? [])].join(".");
  throw new ControllerProblem(
    `${field}: ${issue?.message ?? "is not as agreed"}.`,
    "Correct it, or leave it out for the usual one.",
  );
}
