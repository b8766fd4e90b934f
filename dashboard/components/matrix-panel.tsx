import { useMemo, useState } from "react";
import type { Matrix } from "../../controller/contract/matrix.ts";
import { useLive } from "../data/live-context.tsx";
import { useFrozenOrder } from "../data/use-frozen-order.ts";
import { useView } from "../data/use-view.ts";
import { cellKey, type GridCell, gridOf } from "../view-model/grid.ts";
import { entryPhrase, metricName } from "../view-model/names.ts";
import { pressedSort, rowsInOrder } from "../view-model/row-order.ts";
import { sortOf, sortText } from "../view-model/view-search.ts";
import { CellPanel } from "./cell-panel.tsx";
import { MatrixLegend } from "./matrix-legend.tsx";
import { MatrixTable } from "./matrix-table.tsx";
import { MatrixTooltip } from "./matrix-tooltip.tsx";

interface Pointed {
  cell: GridCell;
  element: Element;
}

interface MatrixPanelProps {
  matrix: Matrix;
  /** False while the matrix still belongs to the view before. */
  settled: boolean;
}

/** The table with its legend, its tooltip and the details of the chosen cell. */
export function MatrixPanel({ matrix, settled }: MatrixPanelProps) {
  const { view, search, change } = useView();
  const { dispatch } = useLive();
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const { stat, mode } = view;
  const grid = useMemo(
    () => gridOf(matrix, { statistic: stat, mode, atMs: matrix.toMs }),
    [matrix, stat, mode],
  );
  const sort = sortOf(search);
  const order = useFrozenOrder(grid, sort, `${JSON.stringify(view)} ${matrix.service}`, settled);
  const rows = useMemo(() => rowsInOrder(grid, order), [grid, order]);
  const chosen = rows
    .flatMap((row) => row.cells)
    .find(({ cell, key }) => cellKey(cell.vantage, key) === search.cell);
  const caption = `${stat} of ${metricName(matrix.metric)}, ${entryPhrase(matrix.entry)}, from vantages to endpoints`;

  if (rows.length === 0 || grid.columns.length === 0) {
    return (
      <p className="nothing">
        No path is measured {entryPhrase(matrix.entry)} yet. Choose another entry, or add the
        service's address for it to the estate.
      </p>
    );
  }
  return (
    <>
      <div className={chosen === undefined ? "matrix-and-details" : "matrix-and-details open"}>
        <MatrixTable
          columns={grid.columns}
          rows={rows}
          sort={sort}
          caption={caption}
          chosen={search.cell ?? null}
          onSort={(by) => change({ sort: sortText(pressedSort(sort, by)) })}
          onChoose={(cell) =>
            change({ cell: cell === null ? undefined : cellKey(cell.cell.vantage, cell.key) })
          }
          onPoint={(cell, element) => setPointed(cell === null ? null : { cell, element })}
          onHold={(reason, on) => dispatch({ kind: on ? "hold" : "release", reason })}
        />
        {chosen === undefined ? null : (
          <CellPanel
            matrix={matrix}
            cell={chosen.cell}
            statistic={stat}
            onClose={() => change({ cell: undefined })}
          />
        )}
      </div>
      <MatrixLegend grid={grid} matrix={matrix} view={view} />
      {pointed === null ? null : (
        <MatrixTooltip
          matrix={matrix}
          cell={pointed.cell.cell}
          statistic={stat}
          anchor={pointed.element}
        />
      )}
    </>
  );
}
