import { seriesKey } from "../../probe/contract/path.ts";
import type { Estate, Service } from "../contract/estate.ts";
import type { ServiceCost, ServiceCostQuery } from "../contract/service-cost.ts";
import { incumbentOf } from "../core/cost/service/incumbent-of.ts";
import type { Answers } from "../core/cost/service/served-from.ts";
import { type KnownRouting, serviceCost } from "../core/cost/service/service-cost.ts";
import { liveDesign } from "../core/routing/live-design.ts";
import type { Store } from "../store/store.ts";
import { loadInventory } from "./load-inventory.ts";
import { loadPrices } from "./load-prices.ts";
import { loadWindow } from "./load-window.ts";

/** Who serves whom is looked at over the last day: an hour alone would be one part of it. */
const WINDOW_MS = 24 * 3_600_000;

type CostStore = {
  readonly buckets: Pick<Store["buckets"], "sums">;
  readonly inventory: Pick<Store["inventory"], "read">;
  readonly prices: Pick<Store["prices"], "read">;
};

/** What routing a service costs in a month by the prices in force, as it is and by a plain alternative. */
export async function loadServiceCost(
  store: CostStore,
  { vantages }: Pick<Estate, "vantages">,
  service: Service,
  query: ServiceCostQuery,
  nowMs: number,
): Promise<ServiceCost> {
  const measured = { fromMs: nowMs - WINDOW_MS, toMs: nowMs };
  const [{ book, version }, routing, answers] = await Promise.all([
    loadPrices(store),
    loadRouting(store, service),
    loadAnswers(store, service, measured),
  ]);
  return serviceCost({
    book,
    pricesVersion: version,
    service,
    vantages,
    answers,
    measured,
    routing,
    whatIf: query,
  });
}

/** What AWS was read to hold comes before what the service file says; that before the ways in alone. */
async function loadRouting(
  store: Pick<CostStore, "inventory">,
  service: Service,
): Promise<KnownRouting> {
  const inventory = await loadInventory(store);
  if (inventory !== null) {
    const { design, unread } = liveDesign(service, inventory);
    const readAtMs = inventory.finishedAtMs;
    if (design.hostedZones.length > 0 || design.accelerators.length > 0) {
      return { basis: "read", readAtMs, design, unread };
    }
  }
  const design = service.incumbentDesign ?? null;
  const basis = design === null ? "declared-entries" : "declared-design";
  return { basis, readAtMs: null, design, unread: [] };
}

/** Who answered the vantages of client groups by the way in that users take. */
async function loadAnswers(
  { buckets }: Pick<CostStore, "buckets">,
  service: Service,
  window: { readonly fromMs: number; readonly toMs: number },
): Promise<Answers> {
  const entry = incumbentOf(service);
  if (entry === null) return new Map();
  const vantages = new Set(service.clientGroups.flatMap((group) => group.vantages));
  const series = new Map(
    [...vantages].map((vantage) => [
      vantage,
      seriesKey({ vantage, service: service.id, entry, endpoint: null, metric: "echo_rtt" }),
    ]),
  );
  const windows = await loadWindow(buckets, [...series.values()], window, window.toMs);
  return new Map(
    [...series].map(([vantage, key]) => [vantage, windows.get(key)?.bucket.servedBy ?? {}]),
  );
}
