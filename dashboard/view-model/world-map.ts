import type { Matrix } from "../../controller/contract/matrix.ts";
import type { VantageKind } from "../../controller/contract/measured.ts";

export type Shape = "circle" | "diamond" | "square" | "triangle";

const SHAPES: Record<VantageKind, Shape> = {
  region: "circle",
  "availability-zone": "circle",
  "local-zone": "diamond",
  outpost: "square",
  custom: "triangle",
};

export function shapeOf(kind: VantageKind): Shape {
  return SHAPES[kind];
}

/** Outline of a shape around the origin, as an SVG path of about the same area for each shape. */
export function shapePath(shape: Shape, radius: number): string {
  const r = radius;
  const d = radius * 1.25;
  const s = radius * 0.89;
  switch (shape) {
    case "circle":
      return `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`;
    case "diamond":
      return `M0,${-d}L${d},0L0,${d}L${-d},0Z`;
    case "square":
      return `M${-s},${-s}H${s}V${s}H${-s}Z`;
    case "triangle":
      return `M0,${-d}L${d * 0.95},${d * 0.7}H${-d * 0.95}Z`;
  }
}

/** Five-pointed star around the origin, as an SVG path. */
export function starPath(radius: number): string {
  const points = Array.from({ length: 10 }, (_, at) => {
    const angle = (at * Math.PI) / 5 - Math.PI / 2;
    const reach = at % 2 === 0 ? radius : radius * 0.45;
    return `${(reach * Math.cos(angle)).toFixed(2)},${(reach * Math.sin(angle)).toFixed(2)}`;
  });
  return `M${points.join("L")}Z`;
}

/** A line on the map from a vantage to an endpoint, with the share of the attempts that went there. */
export interface MapLine {
  endpoint: string;
  share: number;
}

/**
 * To which endpoints a vantage is led: where the entry chooses, to those that served it; straight, to
 * each endpoint that answered.
 */
export function linesOf(matrix: Matrix, vantage: string): MapLine[] {
  const cells = matrix.cells.filter((cell) => cell.vantage === vantage && cell.summary !== null);
  const routed = cells.find((cell) => cell.endpoint === null);
  if (routed === undefined) {
    return cells
      .filter((cell) => cell.state === "value" || cell.state === "few")
      .flatMap(({ endpoint }) => (endpoint === null ? [] : [{ endpoint, share: 1 }]));
  }
  const servers = Object.entries(routed.summary?.servedBy ?? {});
  const all = servers.reduce((sum, [, count]) => sum + count, 0);
  return servers
    .filter(([, count]) => count > 0)
    .map(([endpoint, count]) => ({ endpoint, share: count / all }))
    .sort((one, other) => other.share - one.share);
}

export interface MapEndpoint {
  id: string;
  place: string | null;
  latitude: number;
  longitude: number;
}

/** Endpoints that a matrix can place on a map. */
export function mapEndpoints(matrix: Matrix): MapEndpoint[] {
  return matrix.columns.flatMap(({ endpoint, place, latitude, longitude }) =>
    endpoint === null || latitude === null || longitude === null
      ? []
      : [{ id: endpoint, place, latitude, longitude }],
  );
}

type Point = readonly [left: number, down: number];

/** Half the width and the height of a label, in pixels: an id of about a dozen letters. */
const LABEL = { halfWidth: 42, height: 16 };

/** Where the label of an endpoint covers no vantage: above the star if it can, else below. */
export function labelSide(star: Point, marks: readonly Point[], reach: number): "above" | "below" {
  const covers = (side: 1 | -1) =>
    marks.some(([left, down]) => {
      const away = side * (down - star[1]);
      return Math.abs(left - star[0]) < LABEL.halfWidth && away > 1 && away < reach + LABEL.height;
    });
  return covers(-1) && !covers(1) ? "below" : "above";
}
