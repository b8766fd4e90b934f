import type { FailoverPlan } from "../contract/failover/failover-plan.ts";
import type { FieldFault } from "../yaml/fault.ts";
import { type Firing, firingsOf } from "./firings.ts";
import { isTimeZone, localText } from "./local-time.ts";

const CRON = ["schedule", "cron"] as const;

/**
 * What is wrong with when a plan runs, also beside other plans of the service: one service has one run
 * at a time.
 *
 * @param others of any service, and an earlier version of this one, which does not count
 */
export function scheduleFaults(
  plan: FailoverPlan,
  others: readonly FailoverPlan[],
  nowMs: number,
): FieldFault[] {
  if (!isTimeZone(plan.timeZone)) {
    const message = `${plan.timeZone} is no time zone of the IANA database; write one such as Europe/Berlin`;
    return [{ path: ["timeZone"], message }];
  }
  if (plan.schedule === undefined) return [];
  const found = firings(plan, nowMs);
  if (!Array.isArray(found)) return [{ path: CRON, message: found.message }];
  const kept = keptFault(plan, found);
  if (kept !== null) return [kept];
  const begun = found.filter((firing) => firing.kept === null);
  const fault = ownOverlap(plan, begun) ?? otherOverlap(plan, begun, others, nowMs);
  return fault === null ? [] : [fault];
}

function firings(plan: FailoverPlan, nowMs: number): Firing[] | { message: string } {
  const cron = plan.schedule?.cron ?? "";
  const mend = "write five fields: minute, hour, day of month, month, day of week";
  if (cron.trim().split(/\s+/).length !== 5) return { message: `has not five fields; ${mend}` };
  try {
    const found = firingsOf(plan, nowMs);
    if (found.length > 0) return found;
    return { message: `fires at no time at all; ${mend} that come together` };
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    return { message: `is no cron expression (${told}); ${mend}` };
  }
}

/** Where none of the times is one at which a run may begin. */
function keptFault(
  { windows, timeZone }: FailoverPlan,
  found: readonly Firing[],
): FieldFault | null {
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (found.some(({ kept }) => kept === null)) return null;
  const span = `the next ${found.length} times of the schedule (${localText(first.atMs, timeZone)} to ${localText(last.atMs, timeZone)})`;
  if (windows.length > 0 && found.every(({ kept }) => kept === "window")) {
    const message = `none of ${span} lies in a window; move a window or the schedule`;
    return { path: ["windows"], message };
  }
  const others = windows.length === 0 ? "" : " that lie in a window";
  const message = `cover all of ${span}${others}; shorten them or move the schedule`;
  return { path: ["blackouts"], message };
}

function ownOverlap({ timeZone }: FailoverPlan, begun: readonly Firing[]): FieldFault | null {
  const at = begun.findIndex(
    ({ untilMs }, index) => untilMs > (begun[index + 1]?.atMs ?? Infinity),
  );
  const [one, next] = [begun[at], begun[at + 1]];
  if (one === undefined || next === undefined) return null;
  const takes = Math.ceil((one.untilMs - one.atMs) / 60_000);
  const message = `fires at ${localText(next.atMs, timeZone)} while the runs of ${localText(one.atMs, timeZone)}, which take up to ${takes} min, may still go on; fire more seldom, or lower repeats or pauseS`;
  return { path: CRON, message };
}

function otherOverlap(
  plan: FailoverPlan,
  begun: readonly Firing[],
  others: readonly FailoverPlan[],
  nowMs: number,
): FieldFault | null {
  for (const other of others) {
    if (other.service !== plan.service || other.id === plan.id) continue;
    // Kept by a machine that knows more time zones than this one.
    if (!isTimeZone(other.timeZone)) continue;
    const theirs = firingsOf(other, nowMs).filter(({ kept }) => kept === null);
    const met = firstMeeting(begun, theirs);
    if (met === null) continue;
    const [own, their] = met;
    const message = `runs of ${localText(own.atMs, plan.timeZone)} would meet those of ${other.id}, which may go on from ${localText(their.atMs, plan.timeZone)} to ${localText(their.untilMs, plan.timeZone)}; ${plan.service} has one run at a time, so choose another time`;
    return { path: CRON, message };
  }
  return null;
}

/** Both are in the order of time. */
function firstMeeting(
  ours: readonly Firing[],
  theirs: readonly Firing[],
): readonly [Firing, Firing] | null {
  let at = 0;
  for (const own of ours) {
    while ((theirs[at]?.untilMs ?? Infinity) <= own.atMs) at += 1;
    const their = theirs[at];
    if (their !== undefined && their.atMs < own.untilMs) return [own, their];
  }
  return null;
}
