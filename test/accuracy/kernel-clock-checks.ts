import { spawnSync } from "node:child_process";
import type { Check } from "./check.ts";
import type { TruthSample } from "./messages.ts";
import type { TruthRig } from "./rig.ts";

const SS = "ss";
const RATE_PER_S = 100;
const SECONDS = 6;
const P50_US = 200;
const P99_US = 500;
/** Where the kernel tells of fewer connections, its figures say little about the others. */
const TOLD_RATIO = 0.95;

/**
 * Connecting on the loopback, which takes next to nothing, with the measuring thread busy: by the
 * probe's own clock every delay of the thread is in the time, by the kernel's none may be.
 */
export async function checkKernelClock(rig: TruthRig): Promise<Check[]> {
  const what = "connect, busy measuring thread";
  if (spawnSync(SS, ["-tinHO"]).status !== 0) {
    return [{ what, found: "not run: no ss (iproute2)", budget: "–", isMet: true }];
  }
  const own = await connect(rig, {});
  const all = await connect(rig, { clock: "kernel" });
  const kernel = all.filter(({ clock }) => clock === "kernel");
  const kept = own.filter(({ tainted }) => !tainted);
  return [
    {
      what: `${what}: p50/p99 by the probe's own clock, and of what it keeps`,
      found: `${text(own, 0.5)}/${text(own, 0.99)}, ${text(kept, 0.5)}/${text(kept, 0.99)} ms`,
      budget: "shown, not judged",
      isMet: true,
    },
    {
      what: `${what}: times that the kernel told`,
      found: `${kernel.length} of ${all.length}`,
      budget: `≥ ${TOLD_RATIO * 100} %`,
      isMet: kernel.length > 0 && kernel.length >= TOLD_RATIO * all.length,
    },
    atMost(`${what}: p50 by the kernel's clock`, kernel, 0.5, P50_US),
    atMost(`${what}: p99 by the kernel's clock`, kernel, 0.99, P99_US),
  ];
}

async function connect(rig: TruthRig, clock: { clock?: "kernel" }): Promise<TruthSample[]> {
  const { samples } = await rig.run({
    metric: "connect",
    paths: ["/"],
    ratePerS: RATE_PER_S,
    seconds: SECONDS,
    timeoutMs: 2_000,
    busy: "measuring",
    clockStepMs: 0,
    ...clock,
  });
  return samples.filter(({ outcome }) => outcome === "answer");
}

function atMost(
  what: string,
  samples: readonly TruthSample[],
  share: number,
  budgetUs: number,
): Check {
  const us = quantileUs(samples, share);
  return {
    what,
    found: `${text(samples, share)} ms`,
    budget: `≤ ${budgetUs / 1_000} ms`,
    isMet: us !== null && us <= budgetUs,
  };
}

function text(samples: readonly TruthSample[], share: number): string {
  const us = quantileUs(samples, share);
  return us === null ? "–" : (us / 1_000).toFixed(2);
}

function quantileUs(samples: readonly TruthSample[], share: number): number | null {
  const sorted = samples.map(({ rttUs }) => rttUs).sort((left, right) => left - right);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}
