import type { ClientGroup } from "../../contract/client-group.ts";
import { addressBlocks } from "./address-blocks.ts";
import { readIpAddress } from "./ip-address.ts";

/** Whose a row is, as far as it says; null where it does not. */
export type Client = {
  readonly group: string | null;
  readonly address: string | null;
  readonly country: string | null;
};

/** How a group is recognised. */
export type MatchedGroup = Pick<ClientGroup, "id" | "country" | "match">;

/**
 * The group that a client belongs to: the one that its row names, else the one with the longest block
 * around its address, else the one of its country. Undefined for none.
 */
export function groupOfClient(
  groups: readonly MatchedGroup[],
): (client: Client) => string | undefined {
  const ids = new Set(groups.map(({ id }) => id));
  const blocks = addressBlocks(
    groups.flatMap(({ id, match }) => (match?.cidrs ?? []).map((cidr) => [cidr, id] as const)),
  );
  const countries = new Map<string, string>();
  for (const { id, country, match } of groups) {
    const own = country === undefined ? [] : [country];
    for (const code of match?.countries ?? own) if (!countries.has(code)) countries.set(code, id);
  }
  return ({ group, address, country }) => {
    if (group !== null && ids.has(group)) return group;
    const ip = address === null ? null : readIpAddress(address);
    const byAddress = ip === null ? undefined : blocks(ip);
    return byAddress ?? (country === null ? undefined : countries.get(country.toUpperCase()));
  };
}
