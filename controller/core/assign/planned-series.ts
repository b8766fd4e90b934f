import { type Series, seriesKey } from "../../../probe/contract/path.ts";
import type { Estate } from "../../contract/estate.ts";
import { planRounds } from "./plan-rounds.ts";

/** A series that some probe is asked to measure, and how often. */
export type PlannedSeries = { readonly series: Series; readonly intervalMs: number };

/** Every series of one vantage that the estate asks for; none for a vantage that it does not name. */
export function plannedSeries(estate: Estate, vantageId: string): PlannedSeries[] {
  const vantage = estate.vantages.find((each) => each.id === vantageId);
  if (vantage === undefined) return [];
  return estate.services
    .flatMap((service) => planRounds(service, vantage))
    .flatMap(({ metric, intervalMs, targets }) =>
      targets.map(({ service, entry, endpoint }) => ({
        series: { vantage: vantage.id, service, entry, endpoint, metric },
        intervalMs,
      })),
    );
}

/** By estate, which is one object as long as nobody declares another: its plan is worked out once. */
const plans = new WeakMap<Estate, ReadonlyMap<string, PlannedSeries>>();

/** Every series of all vantages that an estate asks for, by its key, vantage by vantage. */
export function plannedByKey(estate: Estate): ReadonlyMap<string, PlannedSeries> {
  const known = plans.get(estate);
  if (known !== undefined) return known;
  const planned = estate.vantages.flatMap(({ id }) => plannedSeries(estate, id));
  const byKey = new Map(planned.map((each) => [seriesKey(each.series), each]));
  plans.set(estate, byKey);
  return byKey;
}
