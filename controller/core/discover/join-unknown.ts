import { placeOf } from "./place.ts";
import type { Reached } from "./reach.ts";

/** Addresses that were found out to be of something else that was reached: the key of that by theirs. */
export interface Joined {
  readonly endpoints: readonly Reached[];
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * AWS tells no addresses of an application load balancer. So where records hold an address that nothing
 * was found at, and an accelerator leads to something else in the same Region, and there is one of each,
 * they are taken for the same.
 */
export function joinUnknown(all: ReadonlyMap<string, Reached>, own: ReadonlySet<string>): Joined {
  const endpoints = new Map(all);
  const renamed = new Map<string, string>();
  const unknown = [...all.values()].filter(isUnknownAddress);
  for (const stranger of unknown) {
    const code = placeOf(stranger)?.code;
    const isThere = (reached: Reached) => code !== undefined && placeOf(reached)?.code === code;
    const candidates = [...all.values()].filter(
      (each) => !own.has(each.deployment.key) && each.deployment.resource !== null && isThere(each),
    );
    const [known, ...others] = candidates;
    const isOne = unknown.filter(isThere).length === 1 && others.length === 0;
    if (known === undefined || !isOne) continue;
    endpoints.delete(stranger.deployment.key);
    endpoints.set(known.deployment.key, joined(known, stranger));
    renamed.set(stranger.deployment.key, known.deployment.key);
  }
  return { endpoints: [...endpoints.values()], renamed };
}

function isUnknownAddress({ deployment }: Reached): boolean {
  const { resource, addresses, region } = deployment;
  return resource === null && addresses.length > 0 && region === null;
}

function joined(known: Reached, { deployment, sets }: Reached): Reached {
  const addresses = [...known.deployment.addresses, ...deployment.addresses];
  const takenFor = deployment.addresses.join(", ");
  return {
    ...known,
    deployment: { ...known.deployment, addresses },
    sets: [...known.sets, ...sets],
    takenFor,
  };
}
