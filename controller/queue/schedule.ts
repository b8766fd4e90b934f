/** How often the jobs that recur run, once in all processes together. */
export type Schedule = {
  /** Looks for hours that are over and have something new. */
  readonly rollUpEveryMs: number;
  readonly adviseEveryMs: number;
};

export const DEFAULT_SCHEDULE: Schedule = {
  rollUpEveryMs: 60_000,
  /** As often as evidence can have grown noticeably while the first minutes come in. */
  adviseEveryMs: 15_000,
};
