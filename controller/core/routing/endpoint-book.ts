/** What belongs to an endpoint: addresses, canonical names, ARNs and ids, each under the endpoint's id. */
export type EndpointBook = ReadonlyMap<string, string>;

/** Two keys of the same thing: an instance and its address, a load balancer and its name. */
export type Link = readonly [string, string];

/** An endpoint and what is known to be it from the start. */
export interface Seed {
  readonly endpoint: string;
  readonly keys: readonly string[];
}

/**
 * Follows links from what is known of each endpoint to everything else that is the same thing. What two
 * endpoints lead to is neither's: to be served by it says nothing.
 */
export function endpointBook(seeds: readonly Seed[], links: readonly Link[]): EndpointBook {
  const neighbours = new Map<string, string[]>();
  for (const [a, b] of links) {
    neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
    neighbours.set(b, [...(neighbours.get(b) ?? []), a]);
  }
  const owners = new Map<string, Set<string>>();
  for (const { endpoint, keys } of seeds) {
    for (const key of reached(keys, neighbours)) {
      owners.set(key, (owners.get(key) ?? new Set<string>()).add(endpoint));
    }
  }
  return new Map(
    [...owners].flatMap(([key, [endpoint, ...others]]): [string, string][] =>
      endpoint !== undefined && others.length === 0 ? [[key, endpoint]] : [],
    ),
  );
}

function reached(from: readonly string[], neighbours: ReadonlyMap<string, string[]>): Set<string> {
  const seen = new Set(from);
  // A set gives out what is added to it while it is gone through.
  for (const key of seen) for (const next of neighbours.get(key) ?? []) seen.add(next);
  return seen;
}
