import { createHash } from "node:crypto";
import { DriftAgainst as Against } from "../contract/drift.ts";
import type { Estate, Service } from "../contract/estate.ts";
import type { KeptDrift } from "../contract/kept-drift.ts";
import type { PriceBook } from "../contract/price-book.ts";
import { assumptionsOf } from "../core/drift/assumptions-of.ts";
import { checkService, type ReadAws } from "../core/drift/check-service.ts";
import { driftPhase } from "../core/drift/compose-report.ts";
import { driftEvent } from "../core/drift/drift-event.ts";
import { wholeDesign } from "../core/drift/live-view.ts";
import { assembleInventory } from "../core/inventory/assemble-inventory.ts";
import { type LiveDesign, liveDesign } from "../core/routing/live-design.ts";
import { loadPrices } from "../query/load-prices.ts";
import type { Store } from "../store/store.ts";
import type { Tell } from "../webhooks/tell-receivers.ts";
import { loadDriftEvidence } from "./load-drift-evidence.ts";

/** Measurements of so long tell who is served by whom, … */
const WINDOW_MS = 3_600_000;
/** … but none from before a change, nor while resolvers still have what stood before. */
const SETTLES_MS = 300_000;

export type DriftDependencies = {
  readonly store: Pick<
    Store,
    | "estate"
    | "inventory"
    | "recommendations"
    | "drift"
    | "changes"
    | "buckets"
    | "index"
    | "prices"
  >;
  /** Told when drift from what was declared begins and ends. */
  readonly tell: Tell;
  readonly now: () => number;
};

/**
 * Checks every service of the estate against what was declared and against what was recommended, keeps
 * the reports, and tells where drift began, ended or changed. A service that cannot be checked keeps its
 * reports as they were and does not keep the others from being checked.
 *
 * @throws when the store does not answer, or the first thing that went wrong with a service, at the end
 */
export async function checkDrift(dependencies: DriftDependencies): Promise<void> {
  const { store } = dependencies;
  const estate = await store.estate.read();
  if (estate === null) return;
  const [aws, { book }] = await Promise.all([readAws(store), loadPrices(store)]);
  const common = { vantages: estate.vantages, aws, book };
  const failed: unknown[] = [];
  for (const service of estate.services) {
    try {
      await checkOne(dependencies, common, service);
    } catch (error) {
      failed.push(error);
    }
  }
  await store.drift.keepOnly(estate.services.map(({ id }) => id));
  if (failed.length > 0) throw failed[0];
}

/** What is read once for all services. */
type Common = {
  readonly vantages: Estate["vantages"];
  readonly aws: ReadAws | null;
  readonly book: PriceBook;
};

/** What AWS holds as it was read last; null before the first reading. */
export async function readAws(store: Pick<Store, "inventory">): Promise<ReadAws | null> {
  const reading = await store.inventory.read();
  if (reading === null) return null;
  const inventory = assembleInventory(reading);
  return { inventory, whole: wholeDesign(inventory) };
}

async function checkOne(
  { store, tell, now }: DriftDependencies,
  { vantages, aws, book }: Common,
  service: Service,
): Promise<void> {
  const atMs = now();
  const led = aws === null ? null : liveDesign(service, aws.inventory);
  const kept = await Promise.all(
    Against.options.map(async (against) => {
      const earlier = await store.drift.read(service.id, against);
      return { against, earlier };
    }),
  );
  const live = liveSince(kept.flatMap(({ earlier }) => earlier?.live ?? [])[0] ?? null, led, atMs);
  const [baseline, recommendation, evidence] = await Promise.all([
    store.drift.baseline(service.id),
    store.recommendations.latest(service.id),
    loadDriftEvidence(store, service.id, { fromMs: windowStart(live, atMs), toMs: atMs }),
  ]);
  const inventory = aws?.inventory ?? null;
  const held = checkService({
    ...evidence,
    atMs,
    service,
    vantages,
    aws,
    led,
    baseline,
    recommendation,
    now: assumptionsOf({ ...evidence, atMs, service, vantages, book, inventory }),
  });
  for (const { against, earlier } of kept) {
    const before = earlier?.report ?? null;
    const report = held(against, before);
    // What is recommended changes by itself: only what was declared is news.
    const phase = against === "declared" ? driftPhase(before, report) : null;
    // Before the report is kept: what fails in between is found, and told, again.
    if (phase === "begins" || phase === "ends") await tell(driftEvent(phase, before, report));
    await store.drift.write({ report, live });
    if (phase === null) continue;
    const drift = { service: service.id, phase };
    await store.changes.publish({ kind: "drift", atMs, vantages: [], drift });
  }
}

/** Since when users are led as they are now. What is seen for the first time may be old. */
function liveSince(
  before: KeptDrift["live"],
  led: LiveDesign | null,
  atMs: number,
): KeptDrift["live"] {
  if (led === null) return null;
  const digest = createHash("sha256").update(JSON.stringify(led.design)).digest("hex");
  if (before === null) return { digest, sinceMs: 0 };
  return before.digest === digest ? before : { digest, sinceMs: atMs };
}

function windowStart(live: KeptDrift["live"], atMs: number): number {
  const settledMs = live === null || live.sinceMs === 0 ? 0 : live.sinceMs + SETTLES_MS;
  return Math.min(atMs, Math.max(atMs - WINDOW_MS, settledMs));
}
