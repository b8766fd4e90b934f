import type { AwsAccount } from "../../contract/aws-settings.ts";
import type { ReadErrorKind } from "../../contract/inventory-part.ts";
import { InjectProblem } from "../../failover/inject/inject-problem.ts";
import { type AwsOptions, homeRegion } from "../aws-options.ts";
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

const WITHOUT_CREDENTIALS = new Set<ReadErrorKind>(["expired-token", "no-credentials"]);

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
  const { inject = {}, id, failoverFence = [] } = settings;
  const account = inject.roleArn === undefined ? settings : inject;
  const calls = callsOf(account, means);
  let opening: Promise<InjectAccount> | null = null;
  const open = async (): Promise<InjectAccount> => {
    const own = await callerAccount(calls.call, calls.home, account.roleArn);
    if (id === undefined || id === own) return { id: own, fence: failoverFence, call: calls.call };
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
    close: calls.close,
  };
}

/** Calls whose errors are put into words. */
function callsOf(
  account: Pick<AwsAccount, "roleArn" | "externalId">,
  { options, env, signal }: InjectAccountMeans,
) {
  let session: Session | null = null;
  const close = () => {
    session?.close();
    session = null;
  };
  const call: Session["call"] = async (asked, send) => {
    session ??= openSession({ options, account, work: "inject", env, signal });
    try {
      return await session.call(asked, send);
    } catch (error) {
      signal.throwIfAborted();
      const roleArn = account.roleArn ?? null;
      const endpoint = options.endpoint ?? null;
      const problem = new AwsCallProblem(error, { call: asked, roleArn, isKnown: true, endpoint });
      // Who restores tries for hours if need be; the next try looks for fresh credentials.
      if (WITHOUT_CREDENTIALS.has(problem.kind)) close();
      throw problem;
    }
  };
  return { home: homeRegion(options, env), call, close };
}
