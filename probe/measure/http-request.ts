import { PROBE_VERSION } from "../version.ts";
import type { DialTimes } from "./dial.ts";
import type { Wait } from "./taint.ts";

/** Enough to keep a connection usable after any sensible health page. */
export const BODY_LIMIT_BYTES = 65_536;
/** Shorter than the idle time-outs of load balancers (60 s at AWS), so that ours comes first. */
export const IDLE_LIMIT_MS = 30_000;
/** What every request says beside its address. */
export const REQUEST_HEADERS = {
  "user-agent": `isochrone-probe/${PROBE_VERSION} (synthetic measurement)`,
  accept: "*/*",
  "cache-control": "no-cache",
};

/** What one request on a connection showed; monotonic milliseconds, taken at the socket. */
export interface Exchange {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** From the first byte of the request handed to the socket to the first bytes of the response ready there. */
  wait: Wait;
  /** How the connection was made that carried it, now or earlier. */
  dialled: DialTimes;
  /** True when the connection was made for this exchange. */
  isNew: boolean;
  /** The body, where the connection keeps it; cut off after 64 kB. */
  body?: string;
}
