import { createHash } from "node:crypto";
import { DriftAgainst as Against, type DriftAgainst } from "../contract/drift.ts";
import type { Estate, Service } from "../contract/estate.ts";
import type { KeptDrift } from "../contract/kept-drift.ts";
import { assumptionsOf } from "../core/drift/assumptions-of.ts";
import { checkService, type ReadAws } from "../core/drift/check-service.ts";
import { driftPhase } from "../core/drift/compose-report.ts";
import { wholeDesign } from "../core/drift/live-view.ts";
import { assembleInventory } from "../core/inventory/assemble-inventory.ts";
import { type LiveDesign, liveDesign } from "../core/routing/live-design.ts";
import { loadPrices } from "../query/load-prices.ts";
import type { Store } from "../store/store.ts";
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
  readonly now: () => number;
};

/**
 * Checks every service of the estate against what was declared and against what was recommended, keeps
 * the reports, and tells where drift began, ended or changed.
 *
 * @throws when the store does not answer
 */
export async function checkDrift(dependencies: DriftDependencies): Promise<void> {
  const { store } = dependencies;
  const estate = await store.estate.read();
  if (estate === null) return;
  const aws = await readAws(store);
  for (const service of estate.services) {
    for (const against of Against.options) {
      await checkOne(dependencies, estate, service, aws, against);
    }
  }
  await store.drift.keepOnly(estate.services.map(({ id }) => id));
}

/** What AWS holds as it was read last; null before the first reading. */
export async function readAws(store: Pick<Store, "inventory">): Promise<ReadAws | null> {
  const reading = await store.inventory.read();
  if (reading === null) return null;
  const inventory = assembleInventory(reading);
  return { inventory, whole: wholeDesign(inventory) };
}

async function checkOne(
  { store, now }: DriftDependencies,
  estate: Estate,
  service: Service,
  aws: ReadAws | null,
  against: DriftAgainst,
): Promise<void> {
  const atMs = now();
  const { vantages } = estate;
  const led = aws === null ? null : liveDesign(service, aws.inventory);
  const earlier = await store.drift.read(service.id, against);
  const live = liveSince(earlier, led, atMs);
  const fromMs = windowStart(live, atMs);
  const [{ book }, baseline, recommendation, evidence] = await Promise.all([
    loadPrices(store),
    store.drift.baseline(service.id),
    store.recommendations.latest(service.id),
    loadDriftEvidence(store, service.id, { fromMs, toMs: atMs }),
  ]);
  const inventory = aws?.inventory ?? null;
  const report = checkService({
    ...evidence,
    atMs,
    against,
    service,
    vantages,
    aws,
    led,
    baseline,
    recommendation,
    now: assumptionsOf({ ...evidence, atMs, service, vantages, book, inventory }),
    earlier: earlier?.report ?? null,
  });
  await store.drift.write({ report, live });
  const phase = driftPhase(earlier?.report ?? null, report);
  // What is recommended changes by itself: only what was declared is news.
  if (phase === null || against !== "declared") return;
  const drift = { service: service.id, phase };
  await store.changes.publish({ kind: "drift", atMs, vantages: [], drift });
}

/** Since when users are led as they are now. What is seen for the first time may be old. */
function liveSince(
  earlier: KeptDrift | null,
  led: LiveDesign | null,
  atMs: number,
): KeptDrift["live"] {
  if (led === null) return null;
  const digest = createHash("sha256").update(JSON.stringify(led.design)).digest("hex");
  const before = earlier?.live ?? null;
  if (before === null) return { digest, sinceMs: 0 };
  return before.digest === digest ? before : { digest, sinceMs: atMs };
}

function windowStart(live: KeptDrift["live"], atMs: number): number {
  const settledMs = live === null || live.sinceMs === 0 ? 0 : live.sinceMs + SETTLES_MS;
  return Math.min(atMs, Math.max(atMs - WINDOW_MS, settledMs));
}
