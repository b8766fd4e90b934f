import { seriesKey } from "../../probe/contract/path.ts";
import type { AnswersAbout, AnswersReport } from "../contract/answers.ts";
import type { Estate, Service } from "../contract/estate.ts";
import type { Inventory } from "../contract/inventory.ts";
import { answerContext, type KnownRecords } from "../core/answers/answer-context.ts";
import { composeAnswers } from "../core/answers/compose-answers.ts";
import type { Counted, Observed } from "../core/answers/source-answers.ts";
import { doorOf } from "../core/answers/zone-of-name.ts";
import { assumedHealth, type KnownHealth } from "../core/routing/assumed-health.ts";
import { liveDesign } from "../core/routing/live-design.ts";
import { serviceBook } from "../core/routing/service-book.ts";
import type { Store } from "../store/store.ts";
import { loadInventory } from "./load-inventory.ts";
import { loadWindow, type SeriesWindow } from "./load-window.ts";

export type AnswersQuery = {
  readonly service: Service;
  readonly about: AnswersAbout;
  /** Lookups of so long until now count, in milliseconds. */
  readonly windowMs: number;
};

/** What Route 53 answers the clients of a service; null for one without a Route 53 name. */
export async function loadAnswers(
  store: Pick<Store, "answers" | "inventory"> & {
    readonly buckets: Pick<Store["buckets"], "sums">;
  },
  estate: Estate,
  { service, about, windowMs }: AnswersQuery,
  nowMs: number,
): Promise<AnswersReport | null> {
  const door = doorOf(service);
  if (door === null) return null;
  const [run, inventory, observed] = await Promise.all([
    store.answers.read(service.id, about),
    loadInventory(store),
    about === "proposed"
      ? new Map<string, Observed>()
      : observe(
          store.buckets,
          estate,
          service.id,
          { fromMs: nowMs - windowMs, toMs: nowMs },
          nowMs,
        ),
  ]);
  const live = recordsOf(service, inventory);
  const records: KnownRecords | null =
    about === "live" ? live.records : run?.design ? written(run.design, inventory) : null;
  return composeAnswers({
    service,
    vantages: estate.vantages,
    about,
    context: answerContext(records, serviceBook(service, inventory), door),
    observed,
    run,
    unread: about === "live" ? live.unread : [],
    nowMs,
    windowMs,
  });
}

/** What stands: as it was read, else as the service's owner declares it. */
function recordsOf(
  service: Service,
  inventory: Inventory | null,
): { readonly records: KnownRecords | null; readonly unread: readonly string[] } {
  if (inventory !== null) {
    const { design, unread } = liveDesign(service, inventory);
    if (design.hostedZones.some(({ records }) => records.length > 0)) {
      const readAtMs = inventory.finishedAtMs;
      return { records: { ...assumedHealth(inventory), design, readAtMs }, unread };
    }
  }
  const { incumbentDesign: design } = service;
  return { records: design === undefined ? null : written(design, inventory), unread: [] };
}

/** Records that somebody wrote, with the health that AWS found when it was read. */
function written(design: KnownRecords["design"], inventory: Inventory | null): KnownRecords {
  const health = inventory === null ? NOTHING_DOWN : assumedHealth(inventory);
  return { ...health, design, readAtMs: null };
}

const NOTHING_DOWN: KnownHealth = { downChecks: new Set(), downResources: new Set() };

/** What each vantage got by the service's name. */
async function observe(
  buckets: Pick<Store["buckets"], "sums">,
  { vantages }: Estate,
  service: string,
  window: { readonly fromMs: number; readonly toMs: number },
  nowMs: number,
): Promise<Map<string, Observed>> {
  const keyOf = (vantage: string, metric: "dns" | "ttfb_new") =>
    seriesKey({ vantage, service, entry: "dns", endpoint: null, metric });
  const keys = vantages.flatMap(({ id }) => [keyOf(id, "dns"), keyOf(id, "ttfb_new")]);
  const windows = await loadWindow(buckets, keys, window, nowMs);
  return new Map(
    vantages.map(({ id }) => [
      id,
      {
        lookups: counted(windows.get(keyOf(id, "dns"))),
        connections: counted(windows.get(keyOf(id, "ttfb_new"))),
      },
    ]),
  );
}

function counted(window: SeriesWindow | undefined): Counted {
  return {
    servedBy: window?.bucket.servedBy ?? {},
    newestAtMs: window?.bucket.lastAtMs ?? null,
  };
}
