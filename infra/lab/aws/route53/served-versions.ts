/** What name servers answer with from a moment of lab time on. */
export interface ServedVersion<T> {
  readonly fromMs: number;
  readonly value: T;
}

/** The version in force at a moment and those to come; what came before is left out. */
export function versionsFrom<T>(
  versions: readonly ServedVersion<T>[],
  nowMs: number,
): readonly ServedVersion<T>[] {
  const at = versions.findLastIndex(({ fromMs }) => fromMs <= nowMs);
  return at > 0 ? versions.slice(at) : versions;
}
