import { fromNodeProviderChain, fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from "@smithy/types";
import type { AwsAccount } from "../contract/aws-settings.ts";
import type { AwsOptions } from "./aws-options.ts";
import { clientConfig } from "./clients.ts";

/** What a role is assumed for; a trail of the account tells the one from the other by it. */
export type RoleWork = "observe" | "apply" | "inject";

const SESSION_S = 3_600;
/** Credentials are asked for anew this long before they end, so that no call on its way outlives them. */
const AHEAD_MS = 300_000;

/**
 * The credentials of an account: those of this process, or of a role that they may assume. Asked for
 * once, and again before they end.
 */
export function credentialsOf(
  options: Pick<AwsOptions, "credentials" | "endpoint">,
  { roleArn, externalId }: Pick<AwsAccount, "roleArn" | "externalId">,
  region: string,
  work: RoleWork,
): AwsCredentialIdentityProvider {
  const own = ownCredentials(options, region);
  if (roleArn === undefined) return remembered(own);
  return remembered(
    fromTemporaryCredentials({
      masterCredentials: own,
      params: {
        RoleArn: roleArn,
        RoleSessionName: `isochrone-${work}`,
        DurationSeconds: SESSION_S,
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
      },
      clientConfig: clientConfig(options, region),
    }),
  );
}

function ownCredentials(
  { credentials, endpoint }: Pick<AwsOptions, "credentials" | "endpoint">,
  region: string,
): AwsCredentialIdentityProvider {
  if (credentials !== undefined) return () => Promise.resolve(credentials);
  return fromNodeProviderChain({ clientConfig: clientConfig({ endpoint }, region) });
}

/** All clients of an account share what one of them asked for. */
function remembered(provider: AwsCredentialIdentityProvider): AwsCredentialIdentityProvider {
  let asked: Promise<AwsCredentialIdentity> | null = null;
  let endsAtMs = Number.POSITIVE_INFINITY;
  return (properties) => {
    if (asked !== null && Date.now() < endsAtMs - AHEAD_MS) return asked;
    endsAtMs = Number.POSITIVE_INFINITY;
    const asking = provider(properties).then((identity) => {
      endsAtMs = identity.expiration?.getTime() ?? Number.POSITIVE_INFINITY;
      return identity;
    });
    asking.catch(() => {
      if (asked === asking) asked = null;
    });
    asked = asking;
    return asking;
  };
}
