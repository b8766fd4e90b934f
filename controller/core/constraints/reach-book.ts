import type { Candidate } from "../predict/candidate.ts";
import { routingWorld } from "../routing/routing-world.ts";
import type { ConstraintContext } from "./constraint-context.ts";
import { type Reached, reachedBy } from "./reach.ts";

/** An endpoint that users may be led to; null where it is none of the service's. */
export interface ReachedEndpoint extends Reached {
  readonly endpoint: string | null;
}

/** Whom each group may be led to by a design, by its number; worked out once for designs that lead alike. */
export type ReachBook = (candidate: Candidate, group: number) => readonly ReachedEndpoint[];

export function reachBook({ groups, book, latency }: ConstraintContext): ReachBook {
  const known = new Map<string, (group: number) => readonly ReachedEndpoint[]>();
  return (candidate, group) => {
    const key = candidate.routingKey ?? candidate.name;
    const before = known.get(key);
    if (before !== undefined) return before(group);
    const world = routingWorld(candidate.design, { latency });
    const found: (readonly ReachedEndpoint[] | undefined)[] = [];
    const look = (at: number) => {
      found[at] ??= (groups[at]?.askers ?? []).flatMap((asker) =>
        reachedBy(world, candidate.door, asker).map((reached) => ({
          ...reached,
          endpoint: book.get(reached.key) ?? null,
        })),
      );
      return found[at];
    };
    known.set(key, look);
    return look(group);
  };
}
