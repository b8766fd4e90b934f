import type { InventoryRefresh } from "../contract/inventory.ts";
import type { AwsJobs } from "../queue/aws-jobs.ts";
import type { Store } from "../store/store.ts";

const NOT_SET_UP =
  "Start a controller with --aws-accounts and a file that names the accounts; `accounts: [{}]` is that of its own credentials. Until then Isochrone asks AWS for nothing.";

/** Where the reading of AWS stands. */
export async function loadInventoryRefresh(
  store: Pick<Store, "inventory">,
  jobs: Pick<AwsJobs, "inventoryState">,
): Promise<InventoryRefresh> {
  const [reader, state, progress, lastFinishedAtMs] = await Promise.all([
    store.inventory.reader(),
    jobs.inventoryState(),
    store.inventory.progress(),
    store.inventory.finishedAtMs(),
  ]);
  if (reader === null) {
    const none = { progress: null, refreshEveryMs: null };
    return { state: "not-set-up", ...none, lastFinishedAtMs, mend: NOT_SET_UP };
  }
  const { refreshEveryMs } = reader;
  return { state, progress, lastFinishedAtMs, refreshEveryMs, mend: null };
}
