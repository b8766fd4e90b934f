import type { z } from "zod";
import type { PlacedVantage, Service } from "./estate.ts";
import type { FailoverRun } from "./failover-run.ts";
import type { PathHistory } from "./path-history.ts";

/** Something that does not fit together, by the path of the field at fault. */
export type Misfit = { readonly path: PropertyKey[]; readonly message: string };

/** Whom evidence may speak of. */
export type Known = {
  readonly vantages: ReadonlySet<string>;
  readonly endpoints: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
};

/** The names of a service and its vantages. Where it declares no groups, each vantage is one. */
export function knownNames(service: Service, placed: readonly PlacedVantage[]): Known {
  const vantages = new Set(placed.map(({ id }) => id));
  const groups = new Set(service.clientGroups.map(({ id }) => id));
  return {
    vantages,
    endpoints: new Set(service.endpoints.map(({ id }) => id)),
    groups: groups.size > 0 ? groups : vantages,
  };
}

/** Sees to it that the parts of a scenario fit together. */
export function checkScenario(
  scenario: {
    readonly service: Service;
    readonly vantages: readonly PlacedVantage[];
    readonly evidence: { readonly paths: readonly PathHistory[] };
    readonly failoverRuns: readonly FailoverRun[];
  },
  context: z.core.$RefinementCtx,
): void {
  const { service, vantages, evidence, failoverRuns } = scenario;
  const known = knownNames(service, vantages);
  const under = (above: PropertyKey[], misfits: readonly Misfit[]) =>
    misfits.map(({ path, message }) => ({ path: [...above, ...path], message }));
  const misfits = [
    ...vantageMisfits(service, vantages),
    ...under(["evidence", "paths"], pathMisfits(evidence.paths, known)),
    ...under(["evidence", "paths"], twice(evidence.paths, pathName, "its medians and days")),
    ...under(["failoverRuns"], runMisfits(failoverRuns, known)),
  ];
  for (const misfit of misfits) context.addIssue({ code: "custom", ...misfit });
}

/** Vantages that stand twice, and those of client groups that are not there. */
export function vantageMisfits(service: Service, vantages: readonly PlacedVantage[]): Misfit[] {
  const known = new Set(vantages.map(({ id }) => id));
  const unknown = service.clientGroups.flatMap((group, at): Misfit[] => {
    const missing = group.vantages.filter((id) => !known.has(id));
    const message = `${missing.join(", ")}: no such vantage in the scenario`;
    const path = ["service", "clientGroups", at, "vantages"];
    return missing.length === 0 ? [] : [{ path, message }];
  });
  const repeated = twice(vantages, ({ id }) => id, "what is said of it");
  return [...repeated.map((each) => ({ ...each, path: ["vantages", ...each.path] })), ...unknown];
}

/** Paths from a vantage or to an endpoint that the scenario does not have. */
export function pathMisfits(paths: readonly PathHistory[], known: Known): Misfit[] {
  return paths.flatMap(({ vantage, endpoint }, at) => [
    ...unknownName([at, "vantage"], vantage, known.vantages, "vantage"),
    ...(endpoint === null
      ? []
      : unknownName([at, "endpoint"], endpoint, known.endpoints, "endpoint")),
  ]);
}

/** Runs that speak of endpoints or client groups that the scenario does not have, or that stand twice. */
export function runMisfits(runs: readonly FailoverRun[], known: Known): Misfit[] {
  const unknown = runs.flatMap(({ endpoint, recoveryS }, at) => [
    ...unknownName([at, "endpoint"], endpoint, known.endpoints, "endpoint"),
    ...Object.keys(recoveryS).flatMap((group) =>
      unknownName([at, "recoveryS", group], group, known.groups, "client group"),
    ),
  ]);
  return [...unknown, ...twice(runs, ({ id, entry }) => `${id} by ${entry}`, "its groups")];
}

/** A path in words: `fra by accelerator`, `fra by direct to dublin`. */
export function pathName({ vantage, entry, endpoint }: PathHistory): string {
  return `${vantage} by ${entry}${endpoint === null ? "" : ` to ${endpoint}`}`;
}

function unknownName(
  path: PropertyKey[],
  id: string,
  known: ReadonlySet<string>,
  what: string,
): Misfit[] {
  if (known.has(id)) return [];
  const names = [...known];
  const there = `${names.slice(0, 8).join(", ")}${names.length > 8 ? ", …" : ""}`;
  return [{ path, message: `${id} is no ${what} of this scenario; it has ${there}` }];
}

function twice<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  parts: string,
): Misfit[] {
  const seen = new Set<string>();
  return items.flatMap((item, at) => {
    const name = nameOf(item);
    const message = `${name} stands twice; put ${parts} into one`;
    if (seen.has(name)) return [{ path: [at], message }];
    seen.add(name);
    return [];
  });
}
