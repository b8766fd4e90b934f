import type { EC2Client } from "@aws-sdk/client-ec2";
import { AwsCallProblem } from "./aws-call-problem.ts";
import type { InjectAccount } from "./inject-account.ts";

/** A call of EC2 as it would be made, with `DryRun`: that changes nothing. */
export type DryRun = {
  readonly region: string;
  readonly action: string;
  readonly send: (client: EC2Client, options: { abortSignal: AbortSignal }) => Promise<unknown>;
};

/**
 * Asks EC2 about calls before the first of them is made: what may be made to fail and not be put back must
 * not be made to fail. Other services have no such question.
 *
 * @throws AwsCallProblem where one would be denied
 */
export async function wouldBeAllowed(
  account: InjectAccount,
  calls: readonly DryRun[],
): Promise<void> {
  for (const { region, action, send } of calls) {
    try {
      await account.call({ service: "ec2", region, action }, send);
    } catch (error) {
      // DryRunOperation is the good answer; others are about the state of now, not about permission.
      const isOther = error instanceof AwsCallProblem && error.kind === "other";
      if (!isOther) throw error;
    }
  }
}
