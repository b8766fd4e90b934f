import type { z } from "zod";
import type { AwsKey, AwsOptions } from "./aws/aws-options.ts";
import { AwsSettings } from "./contract/aws-settings.ts";
import { ControllerProblem } from "./controller-problem.ts";

/** Which accounts of AWS are read, with defaults; the key apart, which no file holds. */
export type GivenAws = z.input<typeof AwsSettings> & { readonly credentials?: AwsKey };

/**
 * What a controller was told of AWS; null where that is nothing, and then AWS is not asked.
 *
 * @throws ControllerProblem that names the field at fault.
 */
export function checkedAws(given: GivenAws | undefined): AwsOptions | null {
  if (given === undefined) return null;
  const { credentials, ...settings } = given;
  const parsed = AwsSettings.safeParse(settings);
  if (parsed.success) {
    return { ...parsed.data, ...(credentials === undefined ? {} : { credentials }) };
  }
  const [issue] = parsed.error.issues;
  const field = ["aws", ...(issue?.path ?? [])].join(".");
  throw new ControllerProblem(
    `${field}: ${issue?.message ?? "is not as agreed"}.`,
    "Correct the settings of AWS, or leave them out to read nothing there.",
  );
}
