import { useLayoutEffect, useRef, useState } from "react";
import type { Matrix, MatrixCell } from "../../controller/contract/matrix.ts";
import type { Statistic } from "../../controller/contract/statistic.ts";
import { cellDetails } from "../view-model/cell-details.ts";
import { tooltipPlace } from "../view-model/tooltip-place.ts";
import { DetailLines } from "./detail-lines.tsx";

interface MatrixTooltipProps {
  matrix: Matrix;
  cell: MatrixCell;
  statistic: Statistic;
  anchor: Element;
}

/** Details of the cell under the pointer or the focus, beside it and within the window. */
export function MatrixTooltip({ matrix, cell, statistic, anchor }: MatrixTooltipProps) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ left: 0, top: 0 });
  useLayoutEffect(() => {
    const size = box.current?.getBoundingClientRect();
    if (size === undefined) return;
    const view = { width: window.innerWidth, height: window.innerHeight };
    setPlace(tooltipPlace(anchor.getBoundingClientRect(), size, view));
  }, [anchor]);
  const details = cellDetails(matrix, cell, statistic);
  return (
    <div
      ref={box}
      className="tooltip"
      role="tooltip"
      style={{ transform: `translate(${place.left}px, ${place.top}px)` }}
    >
      <p className="tooltip-title">{details.title}</p>
      <p className="tooltip-subtitle">{details.subtitle}</p>
      <DetailLines lines={details.lines} />
    </div>
  );
}
