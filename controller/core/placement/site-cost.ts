import type { Service } from "../../contract/estate.ts";
import { countedText } from "../wording/count.ts";

/** What running one more endpoint may cost in a month, and how that is known. */
export interface SiteCost {
  /** Null where nothing tells. */
  readonly usdPerMonth: number | null;
  readonly text: string;
}

/** As much as the middle one of the endpoints whose cost is declared. */
export function siteCost({ endpoints }: Pick<Service, "endpoints">): SiteCost {
  const known = endpoints.flatMap(({ usdPerMonth }) => usdPerMonth ?? []).sort((a, b) => a - b);
  const usdPerMonth = known[Math.floor(known.length / 2)];
  if (usdPerMonth === undefined) {
    const text = "not known: declare usdPerMonth of an endpoint";
    return { usdPerMonth: null, text };
  }
  const of = countedText(known.length, "endpoint");
  return { usdPerMonth, text: `assumed: the middle of ${of} with a declared usdPerMonth` };
}
