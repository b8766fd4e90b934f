import { memo } from "react";
import { cellKey, type GridCell, type GridRow, ROUTED } from "../view-model/grid.ts";
import { shapeOf } from "../view-model/world-map.ts";
import { Icon } from "./icon.tsx";

interface MatrixRowProps {
  row: GridRow;
  /** Row of the grid, counted from the header. */
  at: number;
  activeColumn: number | null;
  /** Key of the chosen cell, where it stands in this row. */
  chosen: string | null;
}

/** One vantage. Rows are drawn anew only when something in them changed. */
export const MatrixRowView = memo(function MatrixRowView(props: MatrixRowProps) {
  const { row, at, activeColumn, chosen } = props;
  const tab = (column: number) => (activeColumn === column ? 0 : -1);
  return (
    <tr>
      <th scope="row" data-place={`${at}:0`} tabIndex={tab(0)}>
        <b>
          <Icon name={shapeOf(row.row.kind)} />
          {row.row.id}
        </b>
        <small>{row.row.label}</small>
      </th>
      {row.cells.map((cell, index) => (
        <Cell
          key={cell.key}
          cell={cell}
          place={`${at}:${index + 1}`}
          tabIndex={tab(index + 1)}
          chosen={cellKey(cell.cell.vantage, cell.key) === chosen}
        />
      ))}
    </tr>
  );
});

interface CellProps {
  cell: GridCell;
  place: string;
  tabIndex: number;
  chosen: boolean;
}

function Cell({ cell, place, tabIndex, chosen }: CellProps) {
  const { view, key } = cell;
  const classes = [
    "cell",
    `cell-${view.state}`,
    view.band === null ? "" : `band-${view.band}`,
    key === ROUTED ? "routed" : "",
  ];
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid can be chosen
      role="gridcell"
      className={classes.filter(Boolean).join(" ")}
      data-place={place}
      tabIndex={tabIndex}
      aria-selected={chosen}
    >
      <span className="figure" aria-hidden="true">
        {view.icon === null ? null : <Icon name={view.icon} />}
        {view.text}
      </span>
      {view.note === null ? null : <small aria-hidden="true">{view.note}</small>}
      <span className="visually-hidden">{view.spoken}</span>
      {view.loss === null ? null : <i className={`loss loss-${view.loss}`} />}
    </td>
  );
}
