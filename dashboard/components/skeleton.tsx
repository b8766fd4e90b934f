/** Grey lines in the size of what will stand there. */
export function Skeleton({ kind, lines }: { kind: string; lines: number }) {
  return (
    <div className={`skeleton skeleton-${kind}`} aria-hidden="true">
      {Array.from({ length: lines }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <i key={at} />
      ))}
    </div>
  );
}
