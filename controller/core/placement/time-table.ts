import type { PlacedVantage } from "../../contract/estate.ts";
import type { NumberBasis } from "../../contract/number-basis.ts";
import type { PlacementAdvice } from "../../contract/placement.ts";
import { modelledRttUs } from "../routing/modelled-rtt.ts";
import type { PlacementInput, StraightTime, Target } from "./placement-input.ts";

/** A time in microseconds and how it is known. */
export interface KnownTime {
  readonly us: number;
  readonly basis: NumberBasis;
}

/** How long it takes from a vantage to a target. */
export type TimeTable = (vantage: PlacedVantage, target: Target) => KnownTime;

/**
 * Measured on the very path; else measured from the same vantage to an endpoint of any service in the
 * same place; else modelled by distance.
 */
export function timeTable(times: readonly StraightTime[]): TimeTable {
  const own = new Map<string, number>();
  const there = new Map<string, number>();
  for (const { vantage, endpoint, place, us } of times) {
    if (endpoint !== null) own.set(`${vantage} ${endpoint}`, us);
    const known = there.get(`${vantage} ${place}`);
    there.set(`${vantage} ${place}`, known === undefined ? us : Math.min(known, us));
  }
  return (vantage, target) => {
    const exact = target.isEndpoint ? own.get(`${vantage.id} ${target.id}`) : undefined;
    if (exact !== undefined) return { us: exact, basis: "measured" };
    const near = there.get(`${vantage.id} ${target.place}`);
    if (near !== undefined) return { us: near, basis: "measured_elsewhere" };
    return { us: modelledRttUs(vantage, target), basis: "modelled" };
  };
}

/** How what was measured compares with what the model says of the same paths. */
export function checkModel({
  service,
  vantages,
  times,
}: Pick<PlacementInput, "service" | "vantages" | "times">): PlacementAdvice["modelCheck"] {
  const placed = new Map(vantages.map((vantage) => [vantage.id, vantage]));
  const endpoints = new Map(service.endpoints.map((endpoint) => [endpoint.id, endpoint]));
  const ratios = times
    .flatMap(({ vantage, endpoint, us }) => {
      const from = placed.get(vantage);
      const to = endpoints.get(endpoint ?? "");
      return from === undefined || to === undefined ? [] : [us / modelledRttUs(from, to)];
    })
    .sort((a, b) => a - b);
  const middle = ratios[Math.floor(ratios.length / 2)];
  if (middle === undefined || middle <= 0) return null;
  return { paths: ratios.length, middleRatio: Number(middle.toFixed(3)) };
}
