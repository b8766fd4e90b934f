import { MINUTE_MS } from "../../probe/contract/minute.ts";
import { hashOf } from "../core/fold/roll-up-due.ts";
import type { Store } from "../store/store.ts";

/** Vantages whose marks are read together. */
const VANTAGES_AT_ONCE = 500;
/** Each vantage is gone through for series that have expired once in so many minutes. */
const FORGET_EVERY_MINUTES = 60;

/** Rolls up the hours that are over and have something new, and forgets series that have expired. */
export async function rollUpHours(
  store: Pick<Store, "buckets" | "index">,
  nowMs: number,
): Promise<void> {
  const vantages = await store.index.vantages();
  for (let at = 0; at < vantages.length; at += VANTAGES_AT_ONCE) {
    await store.buckets.rollUp(vantages.slice(at, at + VANTAGES_AT_ONCE), nowMs);
  }
  const minute = Math.floor(nowMs / MINUTE_MS) % FORGET_EVERY_MINUTES;
  for (const vantage of vantages) {
    if (hashOf(vantage) % FORGET_EVERY_MINUTES !== minute) continue;
    await store.index.forgetBefore(vantage, nowMs - store.buckets.keepAt(nowMs).hoursMs);
  }
}
