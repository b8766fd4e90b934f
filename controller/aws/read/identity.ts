import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { PartEnd, PartReader } from "../part-reader.ts";

/** Credentials of another account than the one that was named. */
class WrongAccount extends Error {
  override readonly name = "WrongAccount";
}

/**
 * Asks whose the credentials are.
 *
 * @throws WrongAccount where they are not of the account that was named
 */
export async function readIdentity(
  reader: PartReader,
  home: string,
  { named, roleArn }: { readonly named: string | undefined; readonly roleArn: string | null },
): Promise<PartEnd> {
  const identity = await reader.call(
    { service: "sts", region: home, action: "GetCallerIdentity" },
    (client, options) => client.send(new GetCallerIdentityCommand({}), options),
  );
  const { Account: id = "own", Arn: callerArn = null } = identity;
  if (named !== undefined && id !== named) {
    throw new WrongAccount(
      `The credentials are of account ${id}, not of ${named}; nothing was read.`,
    );
  }
  reader.add("accounts", [{ id, callerArn, roleArn }]);
  return {};
}
