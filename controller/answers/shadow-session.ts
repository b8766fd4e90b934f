import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { auditLog } from "../audit-log.ts";
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
  readonly log: Logger;
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

/** Writes down what is done in Route 53, to how many record sets. */
function openTrail(log: Logger) {
  const trail = auditLog(log);
  return (work: "write" | "delete" | "sweep", plan: ShadowPlan, sets: number) => {
    const { id: shadow, service, account, zone, shadowName } = plan;
    const action = `answers.shadow.${work}`;
    trail.info({ action, service, shadow, account, zone, shadowName, sets }, `audit: ${action}`);
  };
}

/** Runs a shadow by the credentials that may change records. */
export function shadowRunner({
  leases,
  now,
  ...parts
}: ShadowSession & Pick<RunShadowOptions, "leases" | "now">) {
  const tell = openTrail(parts.log);
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
      write(each) {
        // Before it is done: what breaks off half way is in the trail too.
        tell("write", each, each.records.length);
        return withSession(parts, account, (session) => writeShadow(session, each, pause));
      },
      async delete(each) {
        const signal = AbortSignal.timeout(DELETE_WITHIN_MS);
        const aside = { ...parts, signal };
        const sets = await withSession(aside, account, (session) => deleteShadow(session, each));
        tell("delete", each, sets);
        return sets;
      },
    };
    return await runShadow(plan, { leases, records, ask, now });
  };
}

/** Deletes what there is of a shadow; null where this process may not change its account. */
export function shadowDeleter(parts: ShadowSession) {
  const tell = openTrail(parts.log);
  return async (plan: ShadowPlan): Promise<number | null> => {
    const account = applyAccountOf(parts.options, parts.inventory, plan.account);
    if (account === undefined) return null;
    const { deleteShadow } = await import("../aws/shadow-records.ts");
    const sets = await withSession(parts, account, (session) => deleteShadow(session, plan));
    if (sets > 0) tell("sweep", plan, sets);
    return sets;
  };
}
