import type { FailoverHypothesis } from "../../contract/failover/failover-plan-shape.ts";
import type {
  FailoverResult,
  LaneResult,
  LostWrites,
  ResultReason,
  UserQuantiles,
} from "../../contract/failover/failover-result.ts";

type Found = {
  readonly hypothesis: FailoverHypothesis;
  readonly lanes: readonly LaneResult[];
  readonly users: readonly UserQuantiles[];
  readonly lostWrites: LostWrites;
};

/** Whether the hypothesis held, and why: it must for certain, by the upper ends of all times. */
export function verdictOfRun(found: Found): Pick<FailoverResult, "verdict" | "reasons"> {
  const reasons = [
    ...found.users.map((each) => recoveryReason(each, found.hypothesis)),
    ...recoveryPointReasons(found),
    ...misRouteReasons(found.lanes),
  ];
  const codes = new Set(reasons.map(({ code }) => code));
  const has = (...some: ResultReason["code"][]) => some.some((code) => codes.has(code));
  if (has("beyond_rto", "rpo_missed", "mis_routed")) return { verdict: "fail", reasons };
  const isOpen = has("rto_undecided", "rpo_unknown", "users_unknown", "nobody_affected");
  return { verdict: isOpen ? "inconclusive" : "pass", reasons };
}

function recoveryReason(
  users: UserQuantiles,
  { rtoS, attainmentRatio }: FailoverHypothesis,
): ResultReason {
  const { entry, coverageRatio, affectedRatio, withinRtoRatio, p95 } = users;
  const [surely, atMost] = withinRtoRatio;
  const target = `${percent(attainmentRatio)} within ${rtoS} s`;
  const longest = p95 === null || p95.upperMs === null ? "not seen to end" : seconds(p95.upperMs);
  if (atMost < attainmentRatio) {
    const text = `${percent(atMost)} of the users of ${entry} at most had stable service within ${rtoS} s, the target is ${target}; the time of the 95th of 100 users: ${longest}`;
    return { code: "beyond_rto", entry, text };
  }
  if (surely < attainmentRatio && coverageRatio < attainmentRatio) {
    const text = `of ${percent(1 - coverageRatio)} of the users of ${entry} nothing is known, too many to judge ${target}`;
    return { code: "users_unknown", entry, text };
  }
  if (surely < attainmentRatio) {
    const text = `between ${percent(surely)} and ${percent(atMost)} of the users of ${entry} had stable service within ${rtoS} s, which does not decide ${target}; probe more often, or lower the time-out`;
    return { code: "rto_undecided", entry, text };
  }
  if (affectedRatio === 0 && p95?.upperMs === 0) {
    const text = `no user of ${entry} met the failure, so nothing was shown; did it reach the endpoint?`;
    return { code: "nobody_affected", entry, text };
  }
  const text = `${percent(surely)} of the users of ${entry} had stable service within ${rtoS} s, the target is ${target}; the time of the 95th of 100 users: ${longest}`;
  return { code: "within_rto", entry, text };
}

function recoveryPointReasons({ hypothesis, lostWrites }: Found): ResultReason[] {
  const { rpoS } = hypothesis;
  if (rpoS === undefined) return [];
  const { staleness } = lostWrites;
  const target = `${rpoS} s of writes may be lost`;
  if (staleness !== null && staleness.lowerMs > rpoS * 1_000) {
    const text = `at least ${seconds(staleness.lowerMs)} of writes were not there; ${target}`;
    return [{ code: "rpo_missed", entry: null, text }];
  }
  if (staleness !== null && staleness.upperMs !== null && staleness.upperMs <= rpoS * 1_000) {
    const text = `${seconds(staleness.upperMs)} of writes at most were not there; ${target}`;
    return [{ code: "rpo_met", entry: null, text }];
  }
  const text = `what was read does not tell how many writes were lost; ${target}`;
  return [{ code: "rpo_unknown", entry: null, text }];
}

function misRouteReasons(lanes: readonly LaneResult[]): ResultReason[] {
  const wrong = lanes.filter(({ misRoutes }) => misRoutes > 0);
  if (wrong.length === 0) return [];
  const probes = wrong.reduce((sum, { misRoutes }) => sum + misRoutes, 0);
  const vantages = [...new Set(wrong.map(({ vantage }) => vantage))];
  const named = `${vantages.slice(0, 5).join(", ")}${vantages.length > 5 ? ", …" : ""}`;
  const text = `a forbidden endpoint served ${probes} probes of ${named}`;
  return [{ code: "mis_routed", entry: null, text }];
}

function percent(ratio: number): string {
  return `${Number((ratio * 100).toFixed(1))} %`;
}

function seconds(ms: number): string {
  return `${Number((ms / 1_000).toFixed(1))} s`;
}
