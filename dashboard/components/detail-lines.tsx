import type { CellDetails } from "../view-model/cell-details.ts";

export function DetailLines({ lines }: { lines: CellDetails["lines"] }) {
  return (
    <dl className="details">
      {lines.map(({ term, text, strong }) => (
        <div key={term} className={strong ? "strong" : undefined}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
