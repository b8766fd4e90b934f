import { OutageFinder } from "../../probe/cli/outage-finder.ts";
import type { Check } from "./check.ts";
import type { TruthRig } from "./rig.ts";
import { wilsonInterval } from "./score.ts";

const RATE_PER_S = 500;
const SECONDS = 8;
const TIMEOUT_MS = 300;
const BLOCK = 200;
/** Of 20 blocks, 95 % intervals miss the truth in more than 4 only once in 400 runs. */
const HITS_AT_LEAST = 0.8;
const OUTAGE_PERIOD_MS = 20;
const SILENCE_MS = 700;
const FREEZE_MS = 900;
/** Far below the first retransmission of a SYN after 1 s, far above anything on loopback. */
const LEAKED_FROM_US = 950_000;

const quiet = { busy: "none", clockStepMs: 0 } as const;

/** Requests that the server leaves unanswered at a known rate, as the probe counts them. */
export async function checkLoss(rig: TruthRig, perMille: number): Promise<Check[]> {
  const before = await rig.dropped();
  const { samples } = await rig.run({
    ...quiet,
    metric: "echo_rtt",
    paths: [`/hold/5?lossPerMille=${perMille}`],
    ratePerS: RATE_PER_S,
    seconds: SECONDS,
    timeoutMs: TIMEOUT_MS,
  });
  const dropped = (await rig.dropped()) - before;
  const blocks = Array.from({ length: Math.floor(samples.length / BLOCK) }, (_, block) =>
    samples.slice(block * BLOCK, (block + 1) * BLOCK),
  );
  const hits = blocks.filter((block) => {
    const [low, high] = wilsonInterval(countLost(block), block.length);
    return low <= perMille / 1_000 && perMille / 1_000 <= high;
  }).length;
  const lost = countLost(samples);
  const percent = perMille / 10;
  return [
    {
      what: `loss of ${percent} %: 95 % intervals that hold the truth`,
      found: `${hits} of ${blocks.length}`,
      budget: `≥ ${HITS_AT_LEAST * 100} %`,
      isMet: blocks.length > 0 && hits >= HITS_AT_LEAST * blocks.length,
    },
    {
      what: `loss of ${percent} %: counted as lost, left unanswered (warm-up included)`,
      found: `${lost} of ${samples.length}, ${dropped}`,
      budget: "never more than were left unanswered",
      isMet: lost > 0 && lost <= dropped,
    },
  ];
}

/** A server that is silent for a known time, as `measure` reports the outage. */
export async function checkOutage(rig: TruthRig): Promise<Check> {
  const silence = setTimeout(() => rig.tell({ kind: "silence", ms: SILENCE_MS }), 3_000);
  const { samples } = await rig.run({
    ...quiet,
    metric: "echo_rtt",
    paths: ["/hold/5"],
    ratePerS: 1_000 / OUTAGE_PERIOD_MS,
    seconds: 4,
    timeoutMs: TIMEOUT_MS,
  });
  clearTimeout(silence);
  const finder = new OutageFinder();
  samples.sort((left, right) => left.startedUs - right.startedUs);
  samples.forEach(({ startedUs, outcome, rttUs }, index) => {
    const rttMs = outcome === "answer" ? rttUs / 1_000 : null;
    finder.add({ seq: index + 1, atMs: startedUs / 1_000, rttMs });
  });
  const [outage, ...others] = finder.finish();
  const errorMs = outage === undefined ? null : Math.abs(outage.lengthMs - SILENCE_MS);
  return {
    what: `outage of ${SILENCE_MS} ms, one probe every ${OUTAGE_PERIOD_MS} ms: error of its length`,
    found: errorMs === null ? "none found" : `${errorMs.toFixed(1)} ms`,
    budget: `≤ ${OUTAGE_PERIOD_MS} ms`,
    isMet: errorMs !== null && errorMs <= OUTAGE_PERIOD_MS && others.length === 0,
  };
}

/**
 * Connections whose first SYN the kernel drops, because the server's queue is full: Linux sends the
 * next one after 1 s (RFC 6298 §2). None of them may be reported as a time.
 */
export async function checkRetransmittedSyn(rig: TruthRig): Promise<Check> {
  const freeze = setTimeout(() => rig.tell({ kind: "freeze", ms: FREEZE_MS }), 2_500);
  const { samples } = await rig.run(
    {
      ...quiet,
      metric: "connect",
      paths: ["/"],
      ratePerS: 50,
      seconds: 4,
      timeoutMs: 3_500,
    },
    rig.ports.frozenPort,
  );
  clearTimeout(freeze);
  const leaked = samples.filter(
    ({ outcome, rttUs }) => outcome === "answer" && rttUs > LEAKED_FROM_US,
  ).length;
  const lost = countLost(samples);
  return {
    what: "connects that needed a second SYN: reported as a time, counted as lost",
    found: `${leaked}, ${lost}`,
    budget: "0, and some lost",
    isMet: leaked === 0 && lost > 0,
  };
}

function countLost(samples: readonly { outcome: string }[]): number {
  return samples.filter(({ outcome }) => outcome === "lost").length;
}
