import type { GridColumn } from "../view-model/grid.ts";
import { ROUTED } from "../view-model/grid.ts";
import type { Place } from "../view-model/grid-keys.ts";
import type { Sort } from "../view-model/row-order.ts";
import { Icon } from "./icon.tsx";

interface MatrixHeadProps {
  columns: readonly GridColumn[];
  sort: Sort;
  active: Place;
  onSort(by: string): void;
}

/** Column headers that sort; the corner says the direction and sorts by name. */
export function MatrixHead({ columns, sort, active, onSort }: MatrixHeadProps) {
  const tab = (column: number) => (active.row === 0 && active.column === column ? 0 : -1);
  return (
    <thead>
      <tr>
        <th scope="col" className="corner" aria-sort={ariaSort(sort, "name")}>
          <button type="button" data-place="0:0" tabIndex={tab(0)} onClick={() => onSort("name")}>
            <span>
              from <Icon name="down" />
            </span>
            <span>
              to <Icon name="right" />
            </span>
            <SortMark sort={sort} by="name" />
          </button>
        </th>
        {columns.map(({ key, column }, at) => (
          <th
            key={key}
            scope="col"
            className={key === ROUTED ? "routed" : undefined}
            aria-sort={ariaSort(sort, key)}
          >
            <button
              type="button"
              data-place={`0:${at + 1}`}
              tabIndex={tab(at + 1)}
              onClick={() => onSort(key)}
            >
              <b>
                {column.endpoint ?? "as routed"}
                <SortMark sort={sort} by={key} />
              </b>
              <small>
                {column.endpoint === null ? "who served" : (column.place ?? column.label)}
              </small>
            </button>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function SortMark({ sort, by }: { sort: Sort; by: string }) {
  if (sort.by !== by) return null;
  return (
    <span className="sort-mark">
      <Icon name={sort.direction === "asc" ? "up" : "down"} />
    </span>
  );
}

function ariaSort(sort: Sort, by: string): "ascending" | "descending" | "none" {
  if (sort.by !== by) return "none";
  return sort.direction === "asc" ? "ascending" : "descending";
}
