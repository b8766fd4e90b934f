import type { LogRow } from "../core/traffic/tally-traffic.ts";
import type { ColumnPlan } from "./log-columns.ts";
import { readTime } from "./read-time.ts";

/** An address with a port behind it, as load balancers write clients. */
const WITH_PORT = /^(\d+\.\d+\.\d+\.\d+|\[[0-9a-f:.]+\]):\d+$/i;

/** A row of a log; null where it is not understood: a field is missing, or no number where one belongs. */
export function readRow(fields: readonly string[], plan: ColumnPlan): LogRow | null {
  const text = (at: number | null) => (at === null ? null : nonEmpty(fields[at]));
  const group = text(plan.group);
  const address = plainAddress(text(plan.client));
  const country = text(plan.country);
  if (group === null && address === null && country === null) return null;
  const requests = plan.requests === null ? 1 : quantity(text(plan.requests));
  const bytesIn = plan.bytesIn === null ? null : quantity(text(plan.bytesIn));
  const bytesOut = plan.bytesOut === null ? null : quantity(text(plan.bytesOut));
  const timeMs = plan.time === null ? null : readTime(text(plan.time), text(plan.day));
  const all = [requests, bytesIn ?? 0, bytesOut ?? 0, timeMs ?? 0];
  if (requests === null || !all.every((value) => Number.isFinite(value))) return null;
  return { group, address, country, requests, bytesIn, bytesOut, timeMs };
}

/** A dash stands for nothing in most logs. */
function nonEmpty(text: string | undefined): string | null {
  return text === undefined || text === "" || text === "-" ? null : text;
}

/** NaN for what is no quantity. */
function quantity(text: string | null): number {
  if (text === null) return Number.NaN;
  const value = Number(text);
  return value >= 0 ? value : Number.NaN;
}

/**
 * Without a port; the first of several, which is the client where proxies add their own behind it. Null for
 * what cannot be an address.
 */
function plainAddress(text: string | null): string | null {
  if (text === null) return null;
  const first = (text.split(",")[0] ?? "").trim();
  const plain = WITH_PORT.exec(first)?.[1]?.replace(/[[\]]/g, "") ?? first;
  return /^[0-9a-f:.]+$/i.test(plain) ? plain : null;
}
