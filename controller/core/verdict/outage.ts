import type { PathHealth } from "./path-health.ts";
import { tally } from "./tally.ts";
import { VERDICT_RULES } from "./verdict-rules.ts";

/** Endpoints that nobody reaches, and vantages that reach nothing of a service. */
export type Outage = {
  readonly service: string;
  readonly endpoints: readonly string[];
  readonly vantages: readonly string[];
};

/**
 * The first service with an outage: an endpoint without an answer on every path that is sure to lead
 * to it, from at least two vantages; or at least two vantages without an answer by any path. Null
 * without one.
 */
export function findOutage(paths: readonly PathHealth[]): Outage | null {
  const judged = paths.filter((path) => path.state !== "unmeasured");
  for (const service of tally(judged, (path) => path.service).keys()) {
    const own = judged.filter((path) => path.service === service);
    const endpoints = whollyDown(own, (path) => (path.chosen ? null : path.endpoint));
    const vantages = whollyDown(own, (path) => path.vantage);
    const wide = vantages.size >= VERDICT_RULES.leastOutageVantages;
    const lost = [...endpoints].filter(([, reach]) => reach >= VERDICT_RULES.leastOutageVantages);
    if (lost.length > 0 || wide) {
      return {
        service,
        endpoints: lost.map(([endpoint]) => endpoint),
        vantages: wide ? [...vantages.keys()] : [],
      };
    }
  }
  return null;
}

/** Values of a factor whose paths are all down → how many vantages tried them. */
function whollyDown(
  paths: readonly PathHealth[],
  idOf: (path: PathHealth) => string | null,
): Map<string, number> {
  const all = tally(paths, idOf);
  const down = paths.filter((path) => path.state === "down");
  const vantagesOf = new Map<string, Set<string>>();
  for (const path of down) {
    const id = idOf(path);
    if (id === null) continue;
    vantagesOf.set(id, (vantagesOf.get(id) ?? new Set()).add(path.vantage));
  }
  const wholly = [...tally(down, idOf)].filter(([id, count]) => count === all.get(id));
  return new Map(wholly.map(([id]) => [id, vantagesOf.get(id)?.size ?? 0]));
}
