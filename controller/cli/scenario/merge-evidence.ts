import { type Known, pathMisfits, pathName } from "../../contract/check-scenario.ts";
import type { PathHistory } from "../../contract/path-history.ts";
import type { CliField } from "../cli-error.ts";
import type { EvidencePart } from "./evidence-part.ts";

const MS_A_DAY = 86_400_000;

type Merged = { readonly paths: PathHistory[]; readonly faults: CliField[] };

/**
 * Puts together what several files have of each path, such as a file for each day. What two of them have
 * of the same five minutes or of the same day is a fault: nobody knows which of them holds.
 */
export function mergeEvidence(parts: readonly EvidencePart[], known: Known): Merged {
  const faults = parts.flatMap(({ history, place }) =>
    pathMisfits([history], known).map(({ path: [, field], message }) =>
      at(place, String(field), message),
    ),
  );
  const byPath = new Map<string, EvidencePart[]>();
  for (const part of parts) {
    const name = pathName(part.history);
    const those = byPath.get(name);
    if (those === undefined) byPath.set(name, [part]);
    else those.push(part);
  }
  const merged = [...byPath.values()].map(mergePath);
  return {
    paths: merged.map(({ path }) => path),
    faults: [...faults, ...merged.flatMap((each) => each.faults)],
  };
}

function mergePath(parts: readonly EvidencePart[]): { path: PathHistory; faults: CliField[] } {
  const [first] = parts as [EvidencePart];
  if (parts.length === 1) return { path: first.history, faults: [] };
  const medians = joined(
    parts,
    ({ medians }) => medians,
    ([atMs]) => atMs,
  );
  const days = joined(
    parts,
    ({ days }) => days,
    ({ day }) => day,
  );
  const faults = [
    ...medians.twice.map(({ key, place, other }) =>
      at(place, "medians", sameText(new Date(key).toISOString(), first.history, other)),
    ),
    ...days.twice.map(({ key, place, other }) => {
      const date = new Date(key * MS_A_DAY).toISOString().slice(0, 10);
      return at(place, "days", sameText(date, first.history, other));
    }),
  ];
  return { path: { ...first.history, medians: medians.all, days: days.all }, faults };
}

type Place = EvidencePart["place"];
type Twice = { readonly key: number; readonly place: Place; readonly other: Place };

/** All items in the order of their keys, and for each part the first key that stood in another before. */
function joined<Item>(
  parts: readonly EvidencePart[],
  itemsOf: (history: PathHistory) => readonly Item[],
  keyOf: (item: Item) => number,
): { all: Item[]; twice: Twice[] } {
  const items = new Map<number, { item: Item; place: Place }>();
  const twice = parts.flatMap(({ history, place }): Twice[] => {
    let again: Twice | null = null;
    for (const item of itemsOf(history)) {
      const key = keyOf(item);
      const there = items.get(key);
      if (there === undefined) items.set(key, { item, place });
      else again ??= { key, place, other: there.place };
    }
    return again === null ? [] : [again];
  });
  const sorted = [...items].sort(([one], [other]) => one - other);
  return { all: sorted.map(([, { item }]) => item), twice };
}

function sameText(when: string, path: PathHistory, other: Place): string {
  const line = other.line === undefined ? "" : `:${other.line}`;
  return `${when} of ${pathName(path)} stands in ${other.file}${line} already; take one of them out`;
}

function at({ path, ...place }: Place, field: string, message: string): CliField {
  return { ...place, path: path === "" ? field : `${path}.${field}`, message };
}
