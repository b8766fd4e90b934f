import type {
  FailoverLane,
  LaneStretch,
} from "../../controller/contract/failover/failover-timeline.ts";

/** What a service truly did from a moment on, until the next one begins. */
export type Truth = {
  readonly fromUs: number;
  readonly state: "ok" | "error" | "timeout";
  readonly servedBy: string | null;
};

/** How a probe looks at it. */
export type Probing = {
  readonly fromUs: number;
  readonly untilUs: number;
  readonly intervalUs: number;
  readonly timeoutUs: number;
  /** From sending to the moment that the service sees it; answers take twice that. */
  readonly oneWayUs: number;
  /** How much later than due a probe is sent: of its number. */
  readonly lateUs?: (at: number) => number;
  /** Times in which nothing is told, epoch microseconds. */
  readonly silent?: readonly (readonly [number, number])[];
  /** How far the clock of the vantage is off, as told to nobody. */
  readonly offUs?: number;
};

/** What probes see of the truth, run-length coded. */
export function probed(truth: readonly Truth[], probing: Probing): LaneStretch[] {
  const { fromUs, untilUs, intervalUs, timeoutUs, oneWayUs, lateUs, silent, offUs = 0 } = probing;
  const stretches: LaneStretch[] = [];
  let isParted = false;
  for (let at = 0; fromUs + at * intervalUs < untilUs; at += 1) {
    const sentUs = fromUs + at * intervalUs + (lateUs?.(at) ?? 0);
    if (silent?.some(([from, until]) => from <= sentUs && sentUs < until)) {
      isParted = true;
      continue;
    }
    const seen = truth.findLast((each) => each.fromUs <= sentUs + oneWayUs);
    if (seen === undefined) throw new Error("the truth begins too late");
    const doneUs = sentUs + (seen.state === "timeout" ? timeoutUs : 2 * oneWayUs);
    add(stretches, seen, sentUs + offUs, doneUs + offUs, isParted);
    isParted = false;
  }
  return stretches;
}

function add(
  stretches: LaneStretch[],
  seen: Truth,
  sentUs: number,
  doneUs: number,
  isParted: boolean,
): void {
  const last = stretches.at(-1);
  if (!isParted && last?.state === seen.state && last.servedBy === seen.servedBy) {
    stretches[stretches.length - 1] = {
      ...last,
      lastSentUs: sentUs,
      lastDoneUs: doneUs,
      count: last.count + 1,
    };
    return;
  }
  const { state, servedBy } = seen;
  const [firstSentUs, firstDoneUs] = [sentUs, doneUs];
  stretches.push({
    state,
    servedBy,
    firstSentUs,
    firstDoneUs,
    lastSentUs: sentUs,
    lastDoneUs: doneUs,
    count: 1,
  });
}

const SERVERS: Record<string, string> = { p: "dublin", s: "virginia", f: "sydney" };
export const T0_US = 1_000_000_000;

/**
 * A lane in short: `P60 -40 s5 S200` is 60 s of rightly answered by dublin, 40 s of time-outs, 5 s of
 * errors by virginia, 200 s rightly answered by it. `~9` is 9 s of silence. The failure comes at the end
 * of the first one, at `T0_US`; one probe a second.
 */
export function laneOf(text: string, change: Partial<FailoverLane> = {}): FailoverLane {
  const parts = text
    .split(" ")
    .map((part) => ({ kind: part.charAt(0), us: Number(part.slice(1)) * 1_000_000 }));
  let nowUs = T0_US - (parts[0]?.us ?? 0);
  const [fromUs, silent, truth]: [number, [number, number][], Truth[]] = [nowUs, [], []];
  for (const { kind, us } of parts) {
    if (kind === "~") silent.push([nowUs, nowUs + us]);
    else truth.push({ fromUs: nowUs, ...stateOf(kind) });
    nowUs += us;
  }
  const stretches = probed(truth, {
    fromUs: fromUs + 500_000,
    untilUs: nowUs,
    intervalUs: 1_000_000,
    timeoutUs: 1_000_000,
    oneWayUs: 0,
    silent,
  });
  return { vantage: "fra", entry: "dns", class: "fresh", clockErrorUs: 0, stretches, ...change };
}

function stateOf(kind: string): Omit<Truth, "fromUs"> {
  if (kind === "-") return { state: "timeout", servedBy: null };
  const servedBy = SERVERS[kind.toLowerCase()] ?? null;
  return { state: kind === kind.toLowerCase() ? "error" : "ok", servedBy };
}
