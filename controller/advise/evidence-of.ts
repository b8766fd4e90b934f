import type { AdviceSettings } from "../contract/advice-settings.ts";
import type { Estate, Service } from "../contract/estate.ts";
import type { EvidenceInput } from "../core/advise/evidence-input.ts";
import { bestBefore, type Remembered } from "../core/advise/remember.ts";
import { DAY_MS } from "../core/fold/tier.ts";
import { chooseEvidence } from "../core/history/choose-evidence.ts";
import { measuredDays } from "../core/history/measured-days.ts";
import { liveDesign } from "../core/routing/live-design.ts";
import { loadInventory } from "../query/load-inventory.ts";
import { loadPrices } from "../query/load-prices.ts";
import type { Store } from "../store/store.ts";
import {
  type DaysAtHand,
  EVIDENCE_DAYS,
  type HistoriesStore,
  loadHistories,
} from "./load-histories.ts";

export type EvidenceStore = HistoriesStore & {
  readonly history: Pick<Store["history"], "read">;
  readonly prices: Pick<Store["prices"], "read">;
  readonly inventory: Pick<Store["inventory"], "read">;
  readonly drift: Pick<Store["drift"], "read">;
};

/** Everything that an evaluation stands on, and how it came together. */
export type LoadedEvidence = {
  readonly input: EvidenceInput;
  readonly pricesVersion: string;
  readonly isImportUsed: boolean;
};

/** When it is evaluated, what was decided before, and by what measure. */
export type Evaluation = {
  readonly atMs: number;
  readonly memory: Remembered | null;
  readonly rules: Pick<AdviceSettings, "thresholds" | "switchCostUsd">;
};

/**
 * Brings together what the recommendation for a service stands on at a moment.
 *
 * @throws when the store does not answer
 */
export async function evidenceOf(
  store: EvidenceStore,
  atHand: DaysAtHand,
  { vantages }: Pick<Estate, "vantages">,
  service: Service,
  { atMs, memory, rules }: Evaluation,
): Promise<LoadedEvidence> {
  const measured = await loadHistories(store, atHand, service.id, atMs);
  const [imported, { book, version }, live, changedAtMs] = await Promise.all([
    store.history.read(service.id),
    loadPrices(store),
    loadLive(store, service),
    loadChangedAt(store, service.id),
  ]);
  const { isImportUsed, ...chosen } = chooseEvidence({
    service,
    vantages,
    measured,
    measuredDays: measuredDays(measured),
    imported,
    sinceMs: atMs - EVIDENCE_DAYS * DAY_MS,
  });
  const input: EvidenceInput = {
    ...chosen,
    atMs,
    service,
    vantages,
    prices: book,
    live,
    thresholds: rules.thresholds,
    memory: { ...bestBefore(memory, atMs), changedAtMs, switchCostUsd: rules.switchCostUsd },
  };
  return { input, pricesVersion: version, isImportUsed };
}

/** What AWS was read to hold comes before what the service's file says. */
async function loadLive(
  store: Pick<EvidenceStore, "inventory">,
  service: Service,
): Promise<EvidenceInput["live"]> {
  const inventory = await loadInventory(store);
  const design = inventory === null ? null : liveDesign(service, inventory).design;
  const stands = design !== null && design.hostedZones.length + design.accelerators.length > 0;
  return stands ? design : (service.incumbentDesign ?? null);
}

/** When the checks for drift saw what leads users change last; null where they never did. */
async function loadChangedAt(
  { drift }: Pick<EvidenceStore, "drift">,
  service: string,
): Promise<number | null> {
  const sinceMs = (await drift.read(service, "declared"))?.live?.sinceMs ?? 0;
  return sinceMs === 0 ? null : sinceMs;
}
