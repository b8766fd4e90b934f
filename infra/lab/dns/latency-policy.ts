/** What a latency policy believes of one candidate. */
export interface Candidate {
  readonly id: string;
  readonly rttMs: number;
}

/** The candidate with the lowest believed latency; the earlier one of two that are equal. */
export function chooseByLatency<T extends Candidate>(candidates: readonly T[]): T | undefined {
  let best: T | undefined;
  for (const candidate of candidates) {
    if (best === undefined || candidate.rttMs < best.rttMs) best = candidate;
  }
  return best;
}
