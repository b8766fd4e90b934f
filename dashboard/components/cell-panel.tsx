import type { Matrix, MatrixCell } from "../../controller/contract/matrix.ts";
import type { Statistic } from "../../controller/contract/statistic.ts";
import { cellDetails } from "../view-model/cell-details.ts";
import { DetailLines } from "./detail-lines.tsx";
import { Icon } from "./icon.tsx";

interface CellPanelProps {
  matrix: Matrix;
  cell: MatrixCell;
  statistic: Statistic;
  onClose(): void;
}

/** The chosen cell's details, open until they are closed; the address of the page names the cell. */
export function CellPanel({ matrix, cell, statistic, onClose }: CellPanelProps) {
  const details = cellDetails(matrix, cell, statistic);
  return (
    <aside className="cell-panel" aria-label="Chosen cell">
      <header>
        <h3>{details.title}</h3>
        <button
          type="button"
          className="button quiet"
          onClick={onClose}
          aria-label="Close the details"
        >
          <Icon name="cross" />
        </button>
      </header>
      <p className="tooltip-subtitle">{details.subtitle}</p>
      <DetailLines lines={details.lines} />
      <p className="freshness">Quantiles with 95 % intervals, distribution-free.</p>
    </aside>
  );
}
