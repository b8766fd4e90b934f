import type { z } from "zod";
import type { AwsKey, AwsOptions } from "./aws/aws-options.ts";
import { AwsSettings } from "./contract/aws-settings.ts";
import { ControllerProblem } from "./controller-problem.ts";

/**
 * Which accounts of AWS are read, with defaults. A key stands apart, because no file holds one: it is that
 * of a lab, and opens nothing outside of this machine.
 */
export type GivenAws = z.input<typeof AwsSettings> & { readonly credentials?: AwsKey };

/**
 * What a controller was told of AWS.
 *
 * @throws ControllerProblem that names the field at fault, and where a key would be shown to anybody but
 * an endpoint on this machine.
 */
export function checkedAws({ credentials, ...settings }: GivenAws): AwsOptions {
  const parsed = AwsSettings.safeParse(settings);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = ["aws", ...(issue?.path ?? [])].join(".");
    throw new ControllerProblem(
      `${field}: ${issue?.message ?? "is not as agreed"}.`,
      "Correct the settings of AWS, or leave them out to read nothing there.",
    );
  }
  if (credentials === undefined) return parsed.data;
  if (!isOnThisMachine(parsed.data.endpoint)) {
    throw new ControllerProblem(
      "aws.endpoint: a key that is given by hand is a lab's, and goes to no endpoint but one at a loopback address.",
      "Name the lab's endpoint (http://127.…), or leave the key out: AWS itself is read with the credentials of the environment, a profile or the instance.",
    );
  }
  return { ...parsed.data, credentials };
}

/** An address, not a name: what a name leads to is decided elsewhere (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3). */
function isOnThisMachine(endpoint: string | undefined): boolean {
  if (endpoint === undefined) return false;
  const { hostname } = new URL(endpoint);
  return hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
