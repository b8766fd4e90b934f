import type { AwsAccount } from "../../contract/aws-settings.ts";
import { InjectProblem } from "../../failover/inject/inject-problem.ts";
import type { AwsOptions } from "../aws-options.ts";
import { openSession, type Session } from "../session.ts";
import { AwsCallProblem } from "./aws-call-problem.ts";
import { callerAccount } from "./caller-account.ts";

/** One account, by the credentials that may make something fail in it. */
export type InjectAccount = {
  /** Twelve digits. */
  readonly id: string;
  /** What its settings let be made to fail without a tag. */
  readonly fence: readonly string[];
  /** @throws AwsCallProblem */
  readonly call: Session["call"];
};

/** How accounts are opened. */
export type InjectAccountMeans = {
  readonly options: AwsOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
};

/** An account that is opened when it is first needed. */
export type LazyAccount = {
  /** @throws InjectProblem where the credentials are of another account than was said */
  open(): Promise<InjectAccount>;
  close(): void;
};

/** @param settings an account that has `inject` */
export function lazyAccount(settings: AwsAccount, means: InjectAccountMeans): LazyAccount {
  const { options, env, signal } = means;
  const { inject = {}, id, failoverFence = [] } = settings;
  const account = inject.roleArn === undefined ? settings : inject;
  let session: Session | null = null;
  let opening: Promise<InjectAccount> | null = null;
  const open = async (): Promise<InjectAccount> => {
    session ??= openSession({ options, account, work: "inject", env, signal });
    const call = inWords(session, account.roleArn ?? null, means);
    const own = await callerAccount(call, session.home, account.roleArn);
    if (id === undefined || id === own) return { id: own, fence: failoverFence, call };
    throw new InjectProblem(
      `The credentials that may make something fail are of account ${own}, not of ${id}.`,
      "Correct id of the account in the AWS settings, or give the credentials of that account.",
    );
  };
  return {
    open() {
      opening ??= open().catch((error: unknown) => {
        opening = null;
        throw error;
      });
      return opening;
    },
    close: () => session?.close(),
  };
}

function inWords(
  session: Session,
  roleArn: string | null,
  { options, signal }: InjectAccountMeans,
): Session["call"] {
  return async (call, send) => {
    try {
      return await session.call(call, send);
    } catch (error) {
      signal.throwIfAborted();
      const endpoint = options.endpoint ?? null;
      throw new AwsCallProblem(error, { call, roleArn, isKnown: true, endpoint });
    }
  };
}
