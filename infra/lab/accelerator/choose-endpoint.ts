/** An endpoint that connections may go to. */
export interface Candidate {
  readonly id: string;
  readonly weight: number;
  /** Whether it is known to work; a new one that nobody has looked at yet is not. */
  readonly isHealthy: boolean;
}

/** The endpoints of one Region. */
export interface CandidateGroup<T extends Candidate> {
  readonly id: string;
  readonly dialPercent: number;
  readonly endpoints: readonly T[];
}

/** A number from 0 to below 1 for each name: by chance, but always the same for one connection. */
export type Draw = (name: string) => number;

/** Groups that are tried, by their nearness, for one with a healthy endpoint. */
const GROUPS_TRIED = 3;

/**
 * The endpoint that a new connection goes to; undefined where there is none at all. A group takes its
 * dial's part of what reaches it and passes the rest on to the next. Where a group has no healthy
 * endpoint with a weight, the first of the three nearest that has one takes over, whatever its dial;
 * where none has, any endpoint of the nearest group is as good as another.
 * https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints-endpoint-weights.unhealthy-endpoints.html
 *
 * @param nearestFirst The listener's groups by their nearness to the client.
 */
export function chooseEndpoint<T extends Candidate>(
  nearestFirst: readonly CandidateGroup<T>[],
  draw: Draw,
): T | undefined {
  const groups = nearestFirst.filter(({ endpoints }) => endpoints.length > 0);
  const [nearest] = groups;
  if (nearest === undefined) return undefined;
  const dialled =
    groups.find(({ id, dialPercent }) => draw(`group ${id}`) < dialPercent / 100) ??
    // UNCONFIRMED: AWS does not say where that part goes which no dial lets in.
    nearest;
  return byWeight(takersOf(dialled, nearest, groups), draw)?.endpoint;
}

/** Everything that `chooseEndpoint` can choose, whatever is drawn. */
export function eligibleEndpoints<T extends Candidate>(
  nearestFirst: readonly CandidateGroup<T>[],
): T[] {
  const groups = nearestFirst.filter(({ endpoints }) => endpoints.length > 0);
  const [nearest] = groups;
  if (nearest === undefined) return [];
  const full = groups.findIndex(({ dialPercent }) => dialPercent >= 100);
  const reached = full === -1 ? groups : groups.slice(0, full + 1);
  const dialled = reached.filter(({ dialPercent }) => dialPercent > 0);
  const entered = full === -1 ? [...dialled, nearest] : dialled;
  const takers = entered.flatMap((group) => takersOf(group, nearest, groups));
  return [...new Set(takers.map(({ endpoint }) => endpoint))];
}

interface Taker<T> {
  readonly id: string;
  readonly weight: number;
  readonly endpoint: T;
}

/** Who shares in the connections that a group's dial lets in. */
function takersOf<T extends Candidate>(
  dialled: CandidateGroup<T>,
  nearest: CandidateGroup<T>,
  groups: readonly CandidateGroup<T>[],
): Taker<T>[] {
  for (const { endpoints } of [dialled, ...groups.slice(0, GROUPS_TRIED)]) {
    const able = endpoints.filter(({ weight, isHealthy }) => isHealthy && weight > 0);
    if (able.length > 0) {
      return able.map((endpoint) => ({ endpoint, id: endpoint.id, weight: endpoint.weight }));
    }
  }
  return nearest.endpoints.map((endpoint) => ({ endpoint, id: endpoint.id, weight: 1 }));
}

/**
 * Weighted rendezvous hashing: each endpoint draws an exponential time with its weight for a rate,
 * and the first one wins. The shares are those of the weights, and when an endpoint goes, nobody but
 * its own clients moves.
 */
function byWeight<T extends { readonly id: string; readonly weight: number }>(
  able: readonly T[],
  draw: Draw,
): T | undefined {
  let first: { readonly one: T; readonly time: number } | undefined;
  for (const one of able) {
    const time = -Math.log1p(-draw(`endpoint ${one.id}`)) / one.weight;
    if (first === undefined || time < first.time) first = { one, time };
  }
  return first?.one;
}
