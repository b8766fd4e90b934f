import { InjectProblem } from "../../failover/inject/inject-problem.ts";
import { AwsCallProblem } from "./aws-call-problem.ts";
import { type InjectAccount, type InjectAccountMeans, lazyAccount } from "./inject-account.ts";

/** What was asked for is not in the account. */
export class NotInAccountProblem extends InjectProblem {}

/** The accounts in which something may be made to fail. */
export type InjectAccounts = {
  /** @throws InjectProblem where nothing may be made to fail in this account */
  byId(id: string): Promise<InjectAccount>;
  /**
   * Does a work in the first account that has what it is about.
   *
   * @throws InjectProblem that says what each account answered, where none has it
   */
  inOneOf<Result>(work: (account: InjectAccount) => Promise<Result>): Promise<Result>;
  close(): void;
};

const NOT_THERE = new Set([
  "NoSuchHealthCheck",
  "NoSuchHostedZone",
  "InvalidNetworkAclID.NotFound",
  "InvalidInstanceID.NotFound",
]);
const MEND =
  "Add inject to the account in the file of --aws-accounts: `inject: {}` is what also reads it, `inject: { roleArn: ... }` a role of its own.";

/** Opens nothing before it is asked for. */
export function openInjectAccounts(means: InjectAccountMeans): InjectAccounts {
  const accounts = means.options.accounts
    .filter(({ inject }) => inject !== undefined)
    .map((settings) => lazyAccount(settings, means));
  return {
    async byId(id) {
      const refusals: InjectProblem[] = [];
      for (const each of accounts) {
        const account = await each.open().catch(kept(refusals));
        if (account?.id === id) return account;
      }
      const nobody = `Nothing may be made to fail in the AWS account ${id}.`;
      throw refusals[0] ?? new InjectProblem(nobody, MEND);
    },
    async inOneOf(work) {
      const refusals: InjectProblem[] = [];
      for (const each of accounts) {
        const account = await each.open().catch(kept(refusals));
        if (account === null) continue;
        try {
          return await work(account);
        } catch (error) {
          if (!isElsewhere(error)) throw error;
          refusals.push(error);
        }
      }
      throw inNone(refusals);
    },
    close() {
      for (const each of accounts) each.close();
    },
  };
}

/** That one account cannot be opened must not stand in the way of another one. */
function kept(refusals: InjectProblem[]): (error: unknown) => null {
  return (error) => {
    if (!(error instanceof InjectProblem)) throw error;
    refusals.push(error);
    return null;
  };
}

/** Also where AWS fails: a role that is fenced by ARN is denied what is not there, and what another account has. */
function isElsewhere(error: unknown): error is InjectProblem {
  return error instanceof NotInAccountProblem || error instanceof AwsCallProblem;
}

function inNone(refusals: readonly InjectProblem[]): InjectProblem {
  const [first, ...others] = refusals;
  if (first === undefined) {
    return new InjectProblem("Nothing may be made to fail in any AWS account.", MEND);
  }
  const said = refusals.map(({ message }) => message).join("; ");
  const isThere = (each: InjectProblem) =>
    !(each instanceof AwsCallProblem && NOT_THERE.has(each.code));
  const unsure = refusals.find(isThere);
  return new InjectProblem(
    others.length === 0
      ? said
      : `None of the accounts in which something may be made to fail has it: ${said}`,
    unsure?.mend ?? "Correct the injector of the plan, or add inject to the account that has it.",
    { cause: first },
  );
}
