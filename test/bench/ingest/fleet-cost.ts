import { issueProbeToken } from "../../../controller/access/grant-access.ts";
import { openWorld, startControllerProcess } from "../machine/open-world.ts";
import { estateOf, type Profile, vantageName } from "./profiles.ts";
import { type LoadCost, runLoad, startLoad } from "./run-load.ts";

/** Batches that each probe has sent before anything is counted: the minute before is in parts then. */
const BEFORE = 2;

/** What a fleet took at one rate; null: as fast as this machine takes it. */
export type FleetCost = LoadCost & { readonly ratePerS: number | null; readonly probes: number };

export type FleetPlan = {
  readonly profile: Profile;
  /** Batches a second. */
  readonly rates: readonly number[];
  readonly seconds: number;
};

/**
 * Lets simulated probes send to controllers as built, one that takes batches and one that folds them (a
 * fleet of this size has several of each), at one rate after the other. Each rate has as many
 * probes as it takes at their interval. All of them first send two batches as fast as that goes, which
 * is the first result.
 */
export async function fleetCost({ profile, rates, seconds }: FleetPlan): Promise<FleetCost[]> {
  const probesAt = (ratePerS: number) => Math.ceil((ratePerS * profile.intervalMs) / 1_000);
  const probes = Math.max(...rates.map(probesAt));
  const world = await openWorld(estateOf(probes, profile.endpoints));
  const names = Array.from({ length: probes }, (_, at) => vantageName(at));
  const tokens = await Promise.all(names.map((name) => issueProbeToken(world.store.access, name)));
  const api = await startControllerProcess(world.url, "api");
  const worker = await startControllerProcess(world.url, "worker");
  const load = startLoad();
  const parts = { world, api, worker, load };
  const common = { url: api.url, profile };
  try {
    const flatOut = { ...common, tokens, ratePerS: null, batches: probes * BEFORE, firstSeq: 1 };
    const costs: FleetCost[] = [{ ...(await runLoad(parts, flatOut)), ratePerS: null, probes }];
    let firstSeq = 1 + BEFORE;
    for (const ratePerS of rates) {
      const own = tokens.slice(0, probesAt(ratePerS));
      const batches = Math.round(ratePerS * seconds);
      const plan = { ...common, tokens: own, ratePerS, batches, firstSeq };
      costs.push({ ...(await runLoad(parts, plan)), ratePerS, probes: own.length });
      firstSeq += Math.ceil(batches / own.length);
    }
    return costs;
  } finally {
    load.close();
    await Promise.all([api.close(), worker.close()]);
    await world.close();
  }
}
