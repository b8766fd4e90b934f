import type { ProbeStretch } from "../contract/stretch-batch.ts";

/** How one probe of a lane ended. Times are epoch microseconds by the controller's clock. */
export interface EndedProbe {
  /** Its place on the lane's grid, from 0 at the run's start. */
  slot: number;
  sentUs: number;
  doneUs: number;
  state: ProbeStretch["state"];
  servedBy: string | null;
}

/** Probes in a row that ended alike; `seq` is the slot of the first. */
export type Stretch = Pick<
  ProbeStretch,
  | "seq"
  | "state"
  | "servedBy"
  | "firstSentUs"
  | "firstDoneUs"
  | "lastSentUs"
  | "lastDoneUs"
  | "count"
>;

/**
 * Adds the next probe, in the order of sending, to what came before.
 *
 * @param open the stretch that may still grow; null at the beginning
 * @returns the stretch that now may grow, and the one that this probe has ended: where it ended otherwise,
 *   was served by another endpoint, or where a probe is missing in between
 */
export function addProbe(
  open: Stretch | null,
  probe: EndedProbe,
): { open: Stretch; closed: Stretch | null } {
  const { slot, sentUs, doneUs, state, servedBy } = probe;
  const isAlike =
    open !== null &&
    open.state === state &&
    open.servedBy === servedBy &&
    open.seq + open.count === slot;
  if (isAlike) {
    const grown = { ...open, lastSentUs: sentUs, lastDoneUs: doneUs, count: open.count + 1 };
    return { open: grown, closed: null };
  }
  const begun: Stretch = {
    seq: slot,
    state,
    servedBy,
    firstSentUs: sentUs,
    firstDoneUs: doneUs,
    lastSentUs: sentUs,
    lastDoneUs: doneUs,
    count: 1,
  };
  return { open: begun, closed: open };
}
