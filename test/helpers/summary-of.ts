import type { CellState } from "../../controller/contract/matrix.ts";
import type { Summary } from "../../controller/contract/statistic.ts";

interface Told {
  state: CellState;
  rttUs: number;
  lost: number;
  servedBy: string;
  alsoServedBy: string | null;
  atMs: number;
}

const SENT = 450;
const STALE_MS = 372_000;

const NOTHING: Summary = {
  n: 0,
  sent: SENT,
  lost: 0,
  tainted: 0,
  failed: 0,
  failure: null,
  minUs: null,
  maxUs: null,
  p50: null,
  p90: null,
  p95: null,
  p99: null,
  servedBy: {},
  newestAtMs: null,
};

/** A summary as a controller would give it for a cell in that state. */
export function summaryOf(told: Told): Summary | null {
  switch (told.state) {
    case "none":
    case "probe":
      return null;
    case "lost":
      return { ...NOTHING, lost: SENT };
    case "failed":
      return { ...NOTHING, failed: SENT, failure: "dns" };
    case "few":
      return { ...measured(told, 4), p50: null, p90: null, p95: null, p99: null, sent: 4 };
    case "stale":
      return { ...measured(told, 120), newestAtMs: told.atMs - STALE_MS };
    case "value":
      return measured(told, SENT - told.lost);
  }
}

function measured({ rttUs, lost, servedBy, alsoServedBy, atMs }: Told, n: number): Summary {
  const at = (factor: number) => {
    const us = Math.round(rttUs * factor);
    return { us, lowUs: Math.round(us * 0.985), highUs: Math.round(us * 1.02) };
  };
  return {
    ...NOTHING,
    n,
    lost,
    tainted: 2,
    minUs: Math.round(rttUs * 0.97),
    maxUs: Math.round(rttUs * 1.6),
    p50: at(1),
    p90: at(1.06),
    p95: at(1.12),
    p99: n < 299 ? null : at(1.31),
    servedBy:
      alsoServedBy === null
        ? { [servedBy]: n }
        : { [servedBy]: n - Math.floor(n / 4), [alsoServedBy]: Math.floor(n / 4) },
    newestAtMs: atMs - 3_000,
  };
}
