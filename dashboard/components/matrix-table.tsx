import { type FocusEvent, type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import type { GridCell, GridColumn, GridRow } from "../view-model/grid.ts";
import { moveInGrid, type Place } from "../view-model/grid-keys.ts";
import type { PauseReason } from "../view-model/live.ts";
import type { Sort } from "../view-model/row-order.ts";
import { MatrixHead } from "./matrix-head.tsx";
import { MatrixRowView } from "./matrix-row.tsx";

interface MatrixTableProps {
  columns: readonly GridColumn[];
  rows: readonly GridRow[];
  sort: Sort;
  caption: string;
  chosen: string | null;
  onSort(by: string): void;
  onChoose(cell: GridCell | null): void;
  onPoint(cell: GridCell | null, element: Element): void;
  onHold(reason: PauseReason, on: boolean): void;
}

/** A real table that is walked like a grid: one tab stop, arrows inside. */
export function MatrixTable(props: MatrixTableProps) {
  const { columns, rows, sort, caption, chosen, onSort, onChoose, onPoint, onHold } = props;
  const [active, setActive] = useState<Place>({ row: 1, column: 1 });
  const table = useRef<HTMLTableElement>(null);

  function cellAt(element: Element | null): GridCell | null {
    const place = placeOf(element);
    return place === null ? null : (rows[place.row - 1]?.cells[place.column - 1] ?? null);
  }

  function press(event: KeyboardEvent<HTMLTableElement>): void {
    const at = placeOf(event.target as Element) ?? active;
    if (event.key === "Enter" && at.row > 0 && at.column > 0) {
      onChoose(cellAt(event.target as Element));
      return;
    }
    if (event.key === "Escape") onPoint(null, event.currentTarget);
    const to = moveInGrid(at, event.key, event.ctrlKey, rows.length + 1, columns.length + 1);
    if (to === null) return;
    event.preventDefault();
    const target = table.current?.querySelector<HTMLElement>(
      `[data-place="${to.row}:${to.column}"]`,
    );
    target?.focus();
    target?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function focus(event: FocusEvent<HTMLTableElement>): void {
    const place = placeOf(event.target);
    if (place !== null) setActive(place);
    onPoint(cellAt(event.target), event.target);
    onHold("focus", true);
  }

  function blur(event: FocusEvent<HTMLTableElement>): void {
    if (event.currentTarget.contains(event.relatedTarget)) return;
    onPoint(null, event.currentTarget);
    onHold("focus", false);
  }

  function hover(event: PointerEvent<HTMLTableElement>): void {
    if (event.pointerType === "touch") return;
    const element = (event.target as Element).closest("[data-place]");
    onPoint(cellAt(element), element ?? event.currentTarget);
    onHold("pointer", true);
  }

  function leave(event: PointerEvent<HTMLTableElement>): void {
    onPoint(null, event.currentTarget);
    onHold("pointer", false);
  }

  return (
    <div className="matrix-scroll">
      <table
        ref={table}
        className="matrix"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA in HTML allows a grid here
        role="grid"
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        onKeyDown={press}
        onFocus={focus}
        onBlur={blur}
        onPointerOver={hover}
        onPointerLeave={leave}
        onClick={(event) => {
          const cell = cellAt((event.target as Element).closest("[data-place]"));
          if (cell !== null) onChoose(cell);
        }}
      >
        <caption className="visually-hidden">{caption}</caption>
        <MatrixHead columns={columns} sort={sort} active={active} onSort={onSort} />
        <tbody>
          {rows.map((row, at) => (
            <MatrixRowView
              key={row.row.id}
              row={row}
              at={at + 1}
              activeColumn={active.row === at + 1 ? active.column : null}
              chosen={chosen?.startsWith(`${row.row.id}/`) === true ? chosen : null}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The place that an element of the table stands for. */
function placeOf(element: Element | null): Place | null {
  const written = element?.getAttribute("data-place");
  if (written == null) return null;
  const [row, column] = written.split(":").map(Number);
  return row === undefined || column === undefined ? null : { row, column };
}
