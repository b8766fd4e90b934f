/** How a command ends, for scripts; 64 (wrong usage) and 130 (interrupted) come from the shell's custom. */
export const EXIT = {
  fine: 0,
  error: 1,
  /** The answer is a finding: something is degraded or out. */
  finding: 2,
  /** The answer is that it cannot be told. */
  inconclusive: 3,
  usage: 64,
  interrupted: 130,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];
