import type { Atlas } from "../places/atlas.ts";
import type { WorldFile, WorldVantage } from "./world-file.ts";
import type { WorldProblem } from "./world-problem.ts";

/** What the shape cannot see: names that nothing carries, shares that do not add up, unknown places. */
export function checkReferences(file: WorldFile, atlas: Atlas): WorldProblem[] {
  const vantages = new Set(file.vantages.map((vantage) => vantage.id));
  const endpoints = new Set(file.service.endpoints.map((endpoint) => endpoint.id));
  const pairs = (at: (string | number)[], list: readonly { vantage: string; endpoint: string }[]) =>
    list.flatMap((pair, index) => [
      ...unknownName([...at, index, "vantage"], pair.vantage, "vantage", vantages),
      ...unknownName([...at, index, "endpoint"], pair.endpoint, "endpoint", endpoints),
    ]);
  return [
    ...twice(["vantages"], file.vantages),
    ...twice(["service", "endpoints"], file.service.endpoints),
    ...file.vantages.flatMap((vantage, at) => checkPlace(["vantages", at], vantage, atlas)),
    ...file.service.endpoints.flatMap((endpoint, at) =>
      unknownName(
        ["service", "endpoints", at, "place"],
        endpoint.place,
        "Region or Local Zone",
        atlas.places,
      ),
    ),
    ...pairs(["network", "pairs"], file.network.pairs),
    ...pairs(["service", "route53", "believes"], file.service.route53.believes),
    ...checkGroups(file.service.clientGroups, vantages),
  ];
}

interface Names {
  has(name: string): boolean;
  keys(): Iterable<string>;
}

function unknownName(
  path: (string | number)[],
  name: string,
  noun: string,
  known: Names,
): WorldProblem[] {
  if (known.has(name)) return [];
  const names = [...known.keys()];
  const some = names.slice(0, 6).join(", ") + (names.length > 6 ? ", …" : "");
  return [{ path, message: `there is no ${noun} "${name}"; there are ${some}` }];
}

function twice(path: string[], list: readonly { id: string }[]): WorldProblem[] {
  const seen = new Set<string>();
  return list.flatMap(({ id }, at) => {
    const again = seen.has(id);
    seen.add(id);
    const message = `"${id}" stands twice; give each an id of its own`;
    return again ? [{ path: [...path, at, "id"], message }] : [];
  });
}

function checkPlace(
  path: (string | number)[],
  vantage: WorldVantage,
  atlas: Atlas,
): WorldProblem[] {
  if (vantage.place !== undefined) {
    return unknownName([...path, "place"], vantage.place, "Region or Local Zone", atlas.places);
  }
  if (atlas.places.has(vantage.id)) return [];
  const missing = (["kind", "latitude", "longitude"] as const).filter(
    (field) => vantage[field] === undefined,
  );
  if (missing.length === 0) return [];
  return [
    {
      path: [...path, "id"],
      message: `"${vantage.id}" is no Region or Local Zone code; add ${missing.join(", ")}, or a place`,
    },
  ];
}

function checkGroups(
  groups: WorldFile["service"]["clientGroups"],
  vantages: ReadonlySet<string>,
): WorldProblem[] {
  const at = ["service", "clientGroups"];
  const unknown = groups.flatMap((group, index) =>
    group.vantages.flatMap((id, member) =>
      unknownName([...at, index, "vantages", member], id, "vantage", vantages),
    ),
  );
  const sum = groups.reduce((total, group) => total + group.share, 0);
  const addsUp = groups.length === 0 || Math.abs(sum - 1) <= 0.001;
  const shares = addsUp
    ? []
    : [{ path: at, message: `the shares add up to ${sum.toFixed(3)}; make them add up to 1` }];
  return [...twice(at, groups), ...unknown, ...shares];
}
