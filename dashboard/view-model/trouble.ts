import type { Status } from "../../controller/contract/status.ts";
import type { Trouble, TroubleCode } from "../../controller/contract/trouble.ts";

/** Every code: a new one does not compile without its place here. */
const CODES: Record<TroubleCode, true> = {
  store_unavailable: true,
  store_full: true,
  store_disk_full: true,
  queue_behind: true,
  no_replica: true,
  workers_stopped: true,
};

/** The part of a refusal that is shown. */
export interface Refusal {
  code: string;
  message: string;
  mend: string;
}

/** Whether a refusal tells of the controller's own trouble, which passes when its cause is mended. */
export function isTrouble(refusal: Refusal | null | undefined): boolean {
  return refusal !== null && refusal !== undefined && Object.hasOwn(CODES, refusal.code);
}

/**
 * What keeps the controller from its work, in its own words: from the refusal of the last question,
 * else from the last answer. Null while all is well.
 */
export function troubleOf(
  status: Pick<Status, "trouble"> | undefined,
  refusal: Refusal | null,
): Pick<Trouble, "sentence" | "mend"> | null {
  if (refusal !== null && isTrouble(refusal)) {
    return { sentence: refusal.message, mend: refusal.mend };
  }
  return status?.trouble ?? null;
}
