import type { z } from "zod";
import { ENTRIES_OF_CLASS } from "./client-class.ts";
import type { FailoverPlanShape } from "./failover-plan-shape.ts";

type Report = (path: PropertyKey[], message: string) => void;
type Check = (plan: FailoverPlanShape, report: Report) => void;

/** An interval of more than this part of the recovery time leaves too few probes to judge it by. */
const INTERVALS_PER_RTO = 60;
/** No more than this share of the recovery time may be unsure by how often, and how patiently, is asked. */
const MOST_RESOLUTION_RATIO = 0.1;
const LEAST_BASELINE_S = 600;
const STABLE_FOR_S = 60;
const STABLE_PROBES = 30;

/** Sees to it that the parts of a plan fit together, as far as they can be told from the plan alone. */
export function checkFailoverPlan(plan: FailoverPlanShape, context: z.core.$RefinementCtx): void {
  for (const check of CHECKS) {
    check(plan, (path, message) => context.addIssue({ code: "custom", path, message }));
  }
}

/** How unsure every time of a run is: an interval and the time-out (advice-method §3.5). */
const resolution: Check = ({ intervalMs, timeoutMs, hypothesis }, report) => {
  const rtoMs = hypothesis.rtoS * 1_000;
  const mostMs = Math.floor(rtoMs / INTERVALS_PER_RTO);
  if (intervalMs > mostMs) {
    const mend = mostMs >= 20 ? `write ${mostMs} or less` : "choose a longer recovery time";
    const message = `is too coarse for a recovery time of ${hypothesis.rtoS} s: ${INTERVALS_PER_RTO} probes must fit into it; ${mend}`;
    report(["intervalMs"], message);
    return;
  }
  const leftMs = Math.floor(rtoMs * MOST_RESOLUTION_RATIO) - intervalMs;
  if (timeoutMs <= leftMs) return;
  const unsureMs = intervalMs + timeoutMs;
  const message = `makes every time unsure by ${unsureMs} ms (intervalMs + timeoutMs), more than a tenth of the recovery time of ${hypothesis.rtoS} s; write ${leftMs} or less`;
  report(["timeoutMs"], message);
};

const classes: Check = ({ clients }, report) => {
  clients.forEach((client, at) => {
    const entries = ENTRIES_OF_CLASS[client.class];
    if (!entries.includes(client.entry)) {
      report(
        ["clients", at, "class"],
        `is no class of ${client.entry}; it belongs to ${entries.join(", ")}`,
      );
    }
    const isSame = (other: typeof client) =>
      other.entry === client.entry && other.class === client.class;
    if (clients.findIndex(isSame) < at) {
      report(
        ["clients", at],
        `${client.class} by ${client.entry} stands twice; take one of them out`,
      );
    }
    if (client.class === "authoritative" && client.shareRatio > 0) {
      const message = "must be 0: users do not ask the name servers of the zone themselves";
      report(["clients", at, "shareRatio"], message);
    }
  });
};

const shares: Check = ({ clients }, report) => {
  for (const entry of ["dns", "accelerator"] as const) {
    const own = clients.filter((client) => client.entry === entry);
    const sum = own.reduce((total, { shareRatio }) => total + shareRatio, 0);
    if (own.length === 0 || Math.abs(sum - 1) <= 0.001) continue;
    const message = `shares of the clients of ${entry} add up to ${sum.toFixed(3)}; make the shareRatio of them add up to 1`;
    report(["clients"], message);
  }
};

const vantagesOnce: Check = ({ vantages }, report) => {
  vantages.forEach((id, at) => {
    if (vantages.indexOf(id) < at) report(["vantages", at], `${id} stands twice; take one out`);
  });
};

const forbidden: Check = ({ endpoint, hypothesis }, report) => {
  const at = hypothesis.forbiddenEndpoints.indexOf(endpoint);
  if (at < 0) return;
  const message = `${endpoint} is the endpoint that is made to fail; it serves until then, so take it out`;
  report(["hypothesis", "forbiddenEndpoints", at], message);
};

const production: Check = ({ environment, approver, windows, baselineS }, report) => {
  if (environment !== "lab" && baselineS < LEAST_BASELINE_S) {
    report(["baselineS"], `must be ${LEAST_BASELINE_S} or more in ${environment}`);
  }
  if (environment !== "production") return;
  if (approver === undefined) {
    report(["approver"], "is missing, and production needs somebody who says yes before each run");
  }
  if (windows.length === 0) {
    report(["windows"], "is missing, and production needs hours in which runs may begin");
  }
};

/** Service must be stable for a while before it counts as back, so that long is watched as well. */
const deadline: Check = ({ hypothesis, intervalMs, deadlineS, observeS }, report) => {
  const confirmS = STABLE_FOR_S + (STABLE_PROBES * intervalMs) / 1_000;
  const leastS = Math.ceil(hypothesis.rtoS + confirmS);
  const mend = `so a recovery time of ${hypothesis.rtoS} s could not be judged; write ${leastS} or more`;
  if (deadlineS !== undefined && deadlineS < leastS) {
    report(["deadlineS"], `restores before service can be seen to be stable, ${mend}`);
  }
  if (observeS !== undefined && observeS < leastS) {
    report(["observeS"], `ends before service can be seen to be stable, ${mend}`);
  }
  if (observeS !== undefined && deadlineS !== undefined && observeS > deadlineS) {
    const message = `is longer than deadlineS, at which everything is restored; write ${deadlineS} or less`;
    report(["observeS"], message);
  }
};

const CHECKS = [resolution, classes, shares, vantagesOnce, forbidden, production, deadline];
