import type { ClientTraffic } from "../../contract/monthly-traffic.ts";
import { type Decimal, toDecimal } from "./decimal.ts";

/** A place and its share of a client group's traffic. */
export type PlaceShare = { readonly place: string; readonly share: Decimal };

/**
 * Where a client group is served from. The last place takes what the rounding of the shares leaves,
 * so that they add up to exactly 1.
 */
export function placesOf({ servedFrom }: Pick<ClientTraffic, "servedFrom">): PlaceShare[] {
  const one = toDecimal(1);
  if (typeof servedFrom === "string") return [{ place: servedFrom, share: one }];
  let left = one;
  return servedFrom.map(({ place, share: given }, at) => {
    const asked = toDecimal(given.toFixed(12));
    const share = at === servedFrom.length - 1 || asked > left ? left : asked;
    left -= share;
    return { place, share };
  });
}
