import { useState } from "react";
import type { Grid } from "../view-model/grid.ts";
import { type Sort, sortedIds } from "../view-model/row-order.ts";

/**
 * The order of rows, made when the reader asks for one and kept while new data comes in.
 * @param view what the figures belong to; another view is another order
 * @param settled false while the grid still shows the view before
 */
export function useFrozenOrder(
  grid: Grid,
  sort: Sort,
  view: string,
  settled: boolean,
): readonly string[] {
  const wanted = `${view} ${sort.by} ${sort.direction} ${settled}`;
  const [frozen, setFrozen] = useState(() => ({ wanted, order: sortedIds(grid, sort) }));
  if (frozen.wanted === wanted) return frozen.order;
  const next = { wanted, order: sortedIds(grid, sort) };
  setFrozen(next);
  return next.order;
}
