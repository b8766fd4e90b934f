import type { AwsSettings } from "../contract/aws-settings.ts";

/** A key pair, with a token where it is temporary. */
export type AwsKey = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

/**
 * Which accounts are read, and with what. Without `credentials` the standard chain finds them:
 * environment, shared files, single sign-on, container, instance.
 */
export type AwsOptions = AwsSettings & { readonly credentials?: AwsKey };

const REGION_WITHOUT_ANY = "us-east-1";

/** Region whose STS and list of Regions are asked. */
export function homeRegion(
  options: Pick<AwsOptions, "region">,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const named = [options.region, env["AWS_REGION"], env["AWS_DEFAULT_REGION"]];
  return named.find((region) => region !== undefined && region !== "") ?? REGION_WITHOUT_ANY;
}
