export interface RestartPolicy {
  /** Deaths within the window that are answered with a restart; one more ends the trying. */
  limit: number;
  windowMs: number;
  firstDelayMs: number;
  longestDelayMs: number;
}

export type RestartDecision = { kind: "restart"; delayMs: number } | { kind: "give-up" };

/**
 * Whether a program that died at each of `deathsAtMs` (the newest included) is started again, and
 * after which pause: twice as long each time. Deaths before the window are forgiven.
 */
export function decideRestart(
  deathsAtMs: readonly number[],
  nowMs: number,
  policy: RestartPolicy,
): RestartDecision {
  const recent = deathsAtMs.filter((atMs) => nowMs - atMs < policy.windowMs).length;
  if (recent > policy.limit) return { kind: "give-up" };
  const delayMs = policy.firstDelayMs * 2 ** Math.max(0, recent - 1);
  return { kind: "restart", delayMs: Math.min(delayMs, policy.longestDelayMs) };
}
