import type { AwsOptions } from "../../aws/aws-options.ts";
import type { AwsSettings } from "../../contract/aws-settings.ts";

/** How a dead man's timer reaches what it puts back. */
export type GuardAccess = {
  /** What stands in its order, and so in a file. */
  readonly aws?: AwsSettings;
  /** What its process is given; credentials stand in here alone. */
  readonly env: NodeJS.ProcessEnv;
};

/** Takes apart what a controller knows of AWS, so that no credentials come to stand in a file. */
export function guardAccess(aws: AwsOptions | null, env: NodeJS.ProcessEnv): GuardAccess {
  if (aws === null) return { env };
  const { credentials, ...settings } = aws;
  if (credentials === undefined) return { aws: settings, env };
  // A profile would be asked before the key, https://docs.aws.amazon.com/sdkref/latest/guide/feature-static-credentials.html
  const { AWS_PROFILE: _profile, AWS_SESSION_TOKEN: _token, ...others } = env;
  return {
    aws: settings,
    env: {
      ...others,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      ...(credentials.sessionToken === undefined
        ? {}
        : { AWS_SESSION_TOKEN: credentials.sessionToken }),
    },
  };
}
