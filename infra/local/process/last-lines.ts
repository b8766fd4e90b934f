/** Keeps the newest whole lines of a stream of text. */
export interface LastLines {
  /** Takes text as it comes; calls back once for each line that it completes. */
  take(text: string, onLine?: (line: string) => void): void;
  /** Newest last, including a last line without an end. */
  lines(): string[];
}

const LONGEST_LINE = 10_000;

export function keepLastLines(count: number): LastLines {
  const kept: string[] = [];
  let open = "";
  return {
    take: (text, onLine) => {
      const parts = (open + text).split("\n");
      open = (parts.pop() ?? "").slice(-LONGEST_LINE);
      for (const line of parts) {
        kept.push(line);
        onLine?.(line);
      }
      kept.splice(0, Math.max(0, kept.length - count));
    },
    lines: () => (open === "" ? [...kept] : [...kept, open]).slice(-count),
  };
}
