import type { Logger } from "pino";
import type { Store } from "./store/store.ts";

/** Says which settings of Redis make the store larger than need be. */
export async function warnOfSettings(
  store: Pick<Store, "smallSettings">,
  log: Logger,
): Promise<void> {
  const settings = await store.smallSettings();
  if (settings.length === 0) return;
  const mend = settings.map(({ name, wanted }) => `${name} ${wanted}`).join(", ");
  log.warn({ settings }, `Redis takes more memory for measurements than it needs; set ${mend}`);
}
