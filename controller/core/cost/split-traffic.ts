import type { ClientTraffic, MonthlyTraffic } from "../../contract/monthly-traffic.ts";
import { decimalText, multiply, toDecimal } from "./decimal.ts";

/** A client group, and its share of all traffic. */
export type SharingClient = Omit<ClientTraffic, "queries"> & { readonly share: number };

/**
 * Deals the traffic of a whole service out to client groups by their shares, where nobody counted it
 * by group.
 *
 * @param total of a month
 */
export function splitTraffic(
  total: { readonly inGb: number; readonly outGb: number; readonly queries: number },
  clients: readonly SharingClient[],
): MonthlyTraffic {
  const part = (amount: number, share: number): number =>
    Number(decimalText(multiply(toDecimal(amount), toDecimal(share))));
  return {
    groups: clients.map(({ share, ...client }) => ({
      ...client,
      queries: part(total.queries, share),
    })),
    periods: [
      {
        times: 1,
        volumes: clients.map(({ group, share }) => ({
          group,
          inGb: part(total.inGb, share),
          outGb: part(total.outGb, share),
        })),
      },
    ],
  };
}
