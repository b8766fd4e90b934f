import type { AskedAnswer } from "../contract/answer-run.ts";
import type { ShadowLease, ShadowPlan } from "../contract/shadow.ts";

/**
 * Longer than any call to AWS, so that none is on its way when the lease ends: 90 s with all its attempts, and as
 * much again where a token has expired meanwhile.
 */
const LEASE_MS = 300_000;
const RENEW_EVERY_MS = 30_000;

type Leases = {
  put(lease: ShadowLease): Promise<void>;
  take(id: string, state: ShadowLease["state"]): Promise<ShadowLease | null>;
  remove(id: string): Promise<void>;
  all(): Promise<ShadowLease[]>;
};

/** What is done in Route 53, each with credentials that may change records. */
type ShadowRecords = {
  write(plan: ShadowPlan): Promise<void>;
  /** Answers how many record sets there were. */
  delete(plan: ShadowPlan): Promise<number>;
};

export type RunShadowOptions = {
  readonly leases: Leases;
  readonly records: ShadowRecords;
  readonly ask: () => Promise<AskedAnswer[]>;
  readonly now: () => number;
};

/**
 * Writes a shadow, asks, and deletes it again. The lease stands in Redis before anything stands in Route
 * 53, and goes only when all that was planned was deleted: whenever this process dies, or a writing that was
 * broken off is carried out late, the cleaning up finds it.
 *
 * @throws what the writing, the asking or the deleting failed of
 */
export async function runShadow(plan: ShadowPlan, run: RunShadowOptions): Promise<AskedAnswer[]> {
  const { leases, records, ask, now } = run;
  const renew = () => leases.put({ plan, state: "written", untilMs: now() + LEASE_MS });
  await renew();
  // A lease that could not be renewed runs out: then the shadow goes a little too early.
  const timer = setInterval(() => void renew().catch(() => undefined), RENEW_EVERY_MS);
  timer.unref();
  try {
    await records.write(plan);
    return await ask();
  } finally {
    clearInterval(timer);
    if ((await records.delete(plan)) >= plan.records.length) await leases.remove(plan.id);
  }
}

export type SweepOptions = Pick<RunShadowOptions, "leases" | "now"> & {
  /** Answers how many record sets there were; null where the account is not this process's to change. */
  readonly delete: (plan: ShadowPlan) => Promise<number | null>;
};

/**
 * Deletes what dead processes left, and forgets plans that nobody confirmed or took up. Answers how many record sets
 * were deleted. A lease whose records were there is looked at once more before it is forgotten.
 *
 * @throws what the first deleting that failed did so of, after all were tried; its lease stays, for the next time
 */
export async function sweepShadows({ leases, now, ...sweep }: SweepOptions): Promise<number> {
  let deleted = 0;
  const failures: unknown[] = [];
  const end = async ({ plan, state }: ShadowLease) => {
    if (state !== "written") {
      await leases.take(plan.id, state);
      return;
    }
    const found = await sweep.delete(plan);
    if (found === 0) await leases.remove(plan.id);
    deleted += found ?? 0;
  };
  for (const lease of await leases.all()) {
    if (lease.untilMs > now()) continue;
    // What cannot be deleted, for whatever reason, must not keep the others from it.
    await end(lease).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
  return deleted;
}
