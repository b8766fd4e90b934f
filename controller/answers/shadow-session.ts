import { setTimeout as delay } from "node:timers/promises";
import type { AwsOptions } from "../aws/aws-options.ts";
import type { Session } from "../aws/session.ts";
import type { AskedAnswer } from "../contract/answer-run.ts";
import type { Inventory } from "../contract/inventory.ts";
import type { ShadowPlan } from "../contract/shadow.ts";
import { applyAccountOf } from "./account-of.ts";
import { type RunShadowOptions, runShadow } from "./run-shadow.ts";

type ShadowSession = {
  readonly options: AwsOptions;
  /** Says which settings are of which account; null before AWS was read. */
  readonly inventory: Pick<Inventory, "accounts"> | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
};

/** Deleting goes on for so long while the process is being stopped; after that the lease sees to it. */
const DELETE_WITHIN_MS = 15_000;

/** Nothing was said that may change records of the account. */
class NotToBeChangedError extends Error {
  override readonly name = "NotToBeChangedError";
}

async function withSession<Result>(
  { options, env, signal }: ShadowSession,
  account: NonNullable<ReturnType<typeof applyAccountOf>>,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const { openSession } = await import("../aws/session.ts");
  const session = openSession({ options, account, work: "apply", env, signal });
  try {
    return await work(session);
  } finally {
    session.close();
  }
}

/** Runs a shadow by the credentials that may change records. */
export function shadowRunner({
  leases,
  now,
  ...parts
}: ShadowSession & Pick<RunShadowOptions, "leases" | "now">) {
  return async (plan: ShadowPlan, ask: () => Promise<AskedAnswer[]>): Promise<AskedAnswer[]> => {
    const account = applyAccountOf(parts.options, parts.inventory, plan.account);
    if (account === undefined) {
      throw new NotToBeChangedError(
        `Nothing may change records of account ${plan.account}: its settings have no apply, or it is not read now.`,
      );
    }
    const { deleteShadow, writeShadow } = await import("../aws/shadow-records.ts");
    const pause = async (ms: number) => {
      await delay(ms, undefined, { signal: parts.signal });
    };
    const records: RunShadowOptions["records"] = {
      write: (each) => withSession(parts, account, (session) => writeShadow(session, each, pause)),
      delete: (each) => {
        const signal = AbortSignal.timeout(DELETE_WITHIN_MS);
        return withSession({ ...parts, signal }, account, (session) => deleteShadow(session, each));
      },
    };
    return await runShadow(plan, { leases, records, ask, now });
  };
}

/** Deletes what there is of a shadow; null where this process may not change its account. */
export function shadowDeleter(parts: ShadowSession) {
  return async (plan: ShadowPlan): Promise<number | null> => {
    const account = applyAccountOf(parts.options, parts.inventory, plan.account);
    if (account === undefined) return null;
    const { deleteShadow } = await import("../aws/shadow-records.ts");
    return await withSession(parts, account, (session) => deleteShadow(session, plan));
  };
}
