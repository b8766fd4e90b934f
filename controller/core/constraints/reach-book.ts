import type { Candidate } from "../predict/candidate.ts";
import type { Asker } from "../routing/asker.ts";
import { byDistance, type LatencyTable } from "../routing/latency-table.ts";
import { routingWorld } from "../routing/routing-world.ts";
import type { ConstraintContext } from "./constraint-context.ts";
import { isNeverStuck } from "./never-stuck.ts";
import { type Reached, type ReachScope, reachedBy } from "./reach.ts";

/** An endpoint that users may be led to; null where it is none of the service's. */
interface ReachedEndpoint extends Reached {
  readonly endpoint: string | null;
}

/** What designs lead to; worked out once for designs that lead alike. */
export interface ReachBook {
  /** Whom a group, by its number, may be led to by a design. */
  readonly of: (
    candidate: Candidate,
    group: number,
    scope: ReachScope,
  ) => readonly ReachedEndpoint[];
  /** Whether that need not be asked to know that somebody takes over from each endpoint. */
  readonly isNeverStuck: (candidate: Candidate) => boolean;
}

export function reachBook({ groups, book, latency = byDistance }: ConstraintContext): ReachBook {
  const nearness = remembered(latency);
  const worldOf = kept(
    (candidate: Candidate) => keyOf(candidate),
    (candidate) => routingWorld(candidate.design, { latency: nearness }),
  );
  const look = (candidate: Candidate, group: number, scope: ReachScope) =>
    (groups[group]?.askers ?? []).flatMap((asker) =>
      reachedBy(worldOf(candidate), candidate.door, asker, scope).map(
        ({ key, isUsual, hasWayOut }): ReachedEndpoint => ({
          key,
          isUsual,
          hasWayOut,
          endpoint: book.get(key) ?? null,
        }),
      ),
    );
  return {
    of: kept((candidate, group, scope) => `${keyOf(candidate)} ${group} ${scope}`, look),
    isNeverStuck: kept(keyOf, (candidate) => isNeverStuck(worldOf(candidate), candidate.door)),
  };
}

function keyOf({ routingKey, name }: Candidate): string {
  return routingKey ?? name;
}

/** A function whose answers are kept by a key. */
function kept<Args extends readonly unknown[], T>(
  key: (...args: Args) => string,
  answer: (...args: Args) => T,
): (...args: Args) => T {
  const known = new Map<string, T>();
  return (...args) => {
    const own = key(...args);
    const before = known.get(own);
    if (before !== undefined) return before;
    const found = answer(...args);
    known.set(own, found);
    return found;
  };
}

/** The same for every design, so each distance is asked for once. */
function remembered(latency: LatencyTable): LatencyTable {
  const byAsker = new WeakMap<Asker, Map<string, number | undefined>>();
  return (asker, region) => {
    const own = byAsker.get(asker) ?? new Map<string, number | undefined>();
    byAsker.set(asker, own);
    if (!own.has(region)) own.set(region, latency(asker, region));
    return own.get(region);
  };
}
