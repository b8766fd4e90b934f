import type { Series } from "../../../probe/contract/path.ts";
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
