import type { LedTo } from "../../contract/answers.ts";
import { type Served, servedKey } from "../routing/predict-served.ts";
import { merged, type Spread } from "../routing/spread.ts";

/** Who serves, as an answer tells it: equal ones as one, the most likely first. */
export function ledTo(spread: Spread<Served>): LedTo {
  const told = merged(spread, servedKey);
  return told.map(({ probability, item }) => ({ share: Math.min(1, probability), server: item }));
}

/** What several are led to who stand for equal parts; not known where there is nobody. */
export function ledToTogether(all: readonly LedTo[]): LedTo {
  if (all.length === 0) {
    return [{ share: 1, server: { kind: "unknown", reason: "no source knows of any of them" } }];
  }
  return ledTo(
    all.flatMap((one) =>
      one.map(({ share, server }) => ({ probability: share / all.length, item: server })),
    ),
  );
}

/** Share of each server by its key; what is not known is left out. */
export function shareByServer(all: LedTo): ReadonlyMap<string, number> {
  return new Map(
    all.flatMap(({ share, server }): [string, number][] =>
      server.kind === "unknown" ? [] : [[servedKey(server), share]],
    ),
  );
}
