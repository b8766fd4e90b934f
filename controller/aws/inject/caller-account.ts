import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { accountOfRole } from "../../contract/aws-settings.ts";
import { InjectProblem } from "../../failover/inject/inject-problem.ts";
import type { Session } from "../session.ts";

/** Account that calls are made in: that of the role, else of the credentials, which AWS is asked for. */
export async function callerAccount(
  call: Session["call"],
  home: string,
  roleArn: string | undefined,
): Promise<string> {
  const ofRole = roleArn === undefined ? undefined : accountOfRole(roleArn);
  if (ofRole !== undefined) return ofRole;
  const { Account } = await call(
    { service: "sts", region: home, action: "GetCallerIdentity" },
    (client, options) => client.send(new GetCallerIdentityCommand({}), options),
  );
  if (Account !== undefined) return Account;
  throw new InjectProblem(
    "AWS did not say which account the credentials are of.",
    "Name a role in inject.roleArn of the account in the AWS settings.",
  );
}
