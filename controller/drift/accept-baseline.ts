import type { Baseline } from "../contract/baseline.ts";
import type { Estate, Service } from "../contract/estate.ts";
import { assumptionsOf } from "../core/drift/assumptions-of.ts";
import { type BaselineObstacle, takeBaseline } from "../core/drift/take-baseline.ts";
import { liveDesign } from "../core/routing/live-design.ts";
import { loadPrices } from "../query/load-prices.ts";
import type { Store } from "../store/store.ts";
import { readAws } from "./check-drift.ts";
import { loadDriftEvidence } from "./load-drift-evidence.ts";

/** A day of measurements is what later ones are held against. */
const WINDOW_MS = 86_400_000;

/**
 * Takes how a service is routed now for right, with what that rests on, and keeps it. Answers why not
 * where it cannot be taken.
 *
 * @throws when the store does not answer
 */
export async function acceptBaseline(
  store: Pick<Store, "inventory" | "drift" | "buckets" | "index" | "prices">,
  { vantages }: Estate,
  service: Service,
  { note, atMs }: { readonly note: string; readonly atMs: number },
): Promise<Baseline | BaselineObstacle> {
  const aws = await readAws(store);
  const window = { fromMs: atMs - WINDOW_MS, toMs: atMs };
  const evidence = await loadDriftEvidence(store, service.id, window);
  const inventory = aws?.inventory ?? null;
  const { book } = await loadPrices(store);
  const assumptions = assumptionsOf({ ...evidence, atMs, service, vantages, book, inventory });
  const led = inventory === null ? null : liveDesign(service, inventory);
  const taken = takeBaseline(service, led, assumptions, note);
  if (!("code" in taken)) await store.drift.accept(taken);
  return taken;
}
