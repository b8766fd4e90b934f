/** Gathers the vantages with news and tells of them together. */
export type ChangeGatherer = {
  add(vantages: readonly string[]): void;
  /** Tells what is gathered and stops. */
  close(): void;
};

/**
 * Tells at most once per interval, the first time one interval after the first news.
 *
 * @param tell receives the vantages by name, each once.
 */
export function coalesceChanges(
  intervalMs: number,
  tell: (vantages: string[]) => void,
): ChangeGatherer {
  const gathered = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (gathered.size === 0) return;
    const vantages = [...gathered].sort();
    gathered.clear();
    tell(vantages);
  };
  return {
    add(vantages) {
      for (const vantage of vantages) gathered.add(vantage);
      timer ??= setTimeout(flush, intervalMs).unref();
    },
    close: flush,
  };
}
