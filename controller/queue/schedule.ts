/** How often the jobs that recur run, once in all processes together. */
export type Schedule = {
  /** Looks for hours that are over and have something new. */
  readonly rollUpEveryMs: number;
  /** Looks which services are due for advice. */
  readonly adviseEveryMs: number;
  /** Holds what stands against what was decided; every reading of AWS is followed by one more check. */
  readonly driftEveryMs: number;
};

export const DEFAULT_SCHEDULE: Schedule = {
  rollUpEveryMs: 60_000,
  /** As often as evidence can have grown noticeably while the first minutes come in. */
  adviseEveryMs: 15_000,
  driftEveryMs: 300_000,
};
