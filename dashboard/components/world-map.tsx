import { geoGraticule10, geoNaturalEarth1, geoPath } from "d3-geo";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Matrix } from "../../controller/contract/matrix.ts";
import { landOutline } from "../data/land.ts";
import type { VantageLine } from "../view-model/vantage-list.ts";
import {
  labelSide,
  linesOf,
  mapEndpoints,
  shapeOf,
  shapePath,
  starPath,
} from "../view-model/world-map.ts";

const DEFAULT_WIDTH = 960;
/** Where people live and probes stand; the poles only take room. */
const NORTH = 76;
const SOUTH = -52;

interface WorldMapProps {
  lines: readonly VantageLine[];
  matrix: Matrix;
  selected: string | null;
  onSelect(vantage: string | null): void;
}

/** Vantages and endpoints on the outline of the land, with lines for the selected vantage alone. */
export function WorldMap({ lines, matrix, selected, onSelect }: WorldMapProps) {
  const [frame, width] = useWidth();
  const { project, land, graticule, path, height } = useMemo(() => worldAt(width), [width]);
  const endpoints = mapEndpoints(matrix);
  const from = lines.find(({ id }) => id === selected);
  const radius = width < 500 ? 4 : 5.5;
  const marks = lines.map(({ longitude, latitude }) => project(longitude, latitude));
  return (
    <div ref={frame} className="map">
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list beside the map is the keyboard's way */}
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Map of ${lines.length} vantages and ${endpoints.length} endpoints. The list beside it says the same.`}
        onClick={(event) => onSelect(pressedVantage(event.target))}
      >
        <path className="graticule" d={graticule} />
        <path className="land" d={land} />
        {from === undefined
          ? null
          : linesOf(matrix, from.id).map(({ endpoint, share }) => {
              const to = endpoints.find(({ id }) => id === endpoint);
              if (to === undefined) return null;
              const coordinates = [
                [from.longitude, from.latitude],
                [to.longitude, to.latitude],
              ];
              const d = path({ type: "LineString", coordinates }) ?? "";
              return (
                <path
                  key={endpoint}
                  className={`way way-${matrix.entry}`}
                  d={d}
                  strokeOpacity={0.5 + 0.5 * share}
                />
              );
            })}
        {endpoints.map(({ id, longitude, latitude }) => {
          const at = project(longitude, latitude);
          const side = labelSide(at, marks, radius * 2.9);
          return (
            <g key={id} className="endpoint" transform={moveTo(at)}>
              <path d={starPath(radius * 2.7)} />
              <text y={side === "above" ? -radius * 2.9 : radius * 4.7} textAnchor="middle">
                {id}
              </text>
            </g>
          );
        })}
        {lines.map((line) => (
          <g
            key={line.id}
            className={`place tone-${line.tone}${line.id === selected ? " selected" : ""}`}
            transform={moveTo(project(line.longitude, line.latitude))}
            data-vantage={line.id}
          >
            <title>{`${line.id}: ${line.word}`}</title>
            <circle className="reach" r={radius * 2} />
            <path d={shapePath(shapeOf(line.kind), radius)} />
          </g>
        ))}
      </svg>
    </div>
  );
}

/** Everything about the map that only its width decides. */
function worldAt(width: number) {
  const projection = geoNaturalEarth1().rotate([-11, 0]).fitWidth(width, { type: "Sphere" });
  const top = projection([11, NORTH])?.[1] ?? 0;
  const bottom = projection([11, SOUTH])?.[1] ?? width / 2;
  const [x, y] = projection.translate();
  projection.translate([x, y - top]).clipExtent([
    [0, 0],
    [width, bottom - top],
  ]);
  const path = geoPath(projection).digits(1);
  const project = (longitude: number, latitude: number): [number, number] =>
    projection([longitude, latitude]) ?? [0, 0];
  return {
    path,
    project,
    height: Math.round(bottom - top),
    land: path(landOutline()) ?? "",
    graticule: path(geoGraticule10()) ?? "",
  };
}

function moveTo([left, down]: readonly [number, number]): string {
  return `translate(${left.toFixed(1)},${down.toFixed(1)})`;
}

function pressedVantage(target: EventTarget): string | null {
  if (!(target instanceof Element)) return null;
  return target.closest("[data-vantage]")?.getAttribute("data-vantage") ?? null;
}

function useWidth() {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(DEFAULT_WIDTH);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(280, element.clientWidth)));
    observer.observe(element);
    setWidth(Math.max(280, element.clientWidth));
    return () => observer.disconnect();
  }, []);
  return [frame, width] as const;
}
