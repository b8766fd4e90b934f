import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import { type DesignItem, itemsOf, keyOf } from "./design-item.ts";

/** A setting that is not what it was. */
export type ChangedSetting = {
  readonly name: string;
  /** Null where it was not set. */
  readonly was: string | null;
  readonly is: string | null;
};

/** How one thing differs between two designs. */
export type ItemDifference =
  | { readonly change: "missing" | "extra"; readonly item: DesignItem }
  | {
      readonly change: "changed";
      readonly item: DesignItem;
      readonly settings: readonly ChangedSetting[];
    };

export type DesignComparison = {
  /** Settings, or whole things where one side has none of it, that were held against each other. */
  readonly compared: number;
  readonly differences: readonly ItemDifference[];
  /** Things that were left out. */
  readonly unread: readonly DesignItem[];
};

/** Given by AWS: a design that was not built yet cannot state them. */
const STATED_LATER = new Set(["addresses"]);

/**
 * What differs between two designs in canonical form that call the same things by the same names. Of
 * something that is missing or extra its parts are not told again.
 *
 * @param isUnread Things that cannot be compared, because one side of them is not known.
 */
export function compareDesigns(
  was: RoutingDesign,
  is: RoutingDesign,
  isUnread: (item: DesignItem) => boolean,
): DesignComparison {
  const before = itemsOf(was);
  const after = itemsOf(is);
  const pairs = [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .flatMap((key) => pairOf(before.get(key), after.get(key)));
  const unread = pairs.map(({ item }) => item).filter(isUnread);
  const left = new Set(unread);
  const read = pairs.filter(({ item }) => !left.has(item));
  return {
    unread,
    compared: read.reduce((sum, pair) => sum + (pair.isWhole ? 1 : pair.names.length), 0),
    differences: withoutParts(read.flatMap((pair) => pair.difference ?? [])),
  };
}

/** One thing in both designs, or in one of them alone. */
type Pair = {
  readonly item: DesignItem;
  readonly isWhole: boolean;
  readonly names: readonly string[];
  readonly difference: ItemDifference | null;
};

function pairOf(one: DesignItem | undefined, other: DesignItem | undefined): Pair[] {
  if (one !== undefined && other !== undefined) {
    const names = comparable(one, other);
    const settings = names.flatMap((name) => changed(name, one, other));
    const difference: ItemDifference = { change: "changed", item: other, settings };
    const isSame = settings.length === 0;
    return [{ item: other, isWhole: false, names, difference: isSame ? null : difference }];
  }
  const item = one ?? other;
  if (item === undefined) return [];
  const change = one === undefined ? "extra" : "missing";
  return [{ item, isWhole: true, names: [], difference: { change, item } }];
}

/** Without the parts of what is missing or extra as a whole. They stand behind it. */
function withoutParts(differences: readonly ItemDifference[]): ItemDifference[] {
  const wholes: string[] = [];
  return differences.filter(({ change, item }) => {
    const key = keyOf(item.place);
    if (wholes.some((whole) => key.startsWith(whole))) return false;
    if (change !== "changed") wholes.push(`${key}\n`);
    return true;
  });
}

function comparable(one: DesignItem, other: DesignItem): string[] {
  const names = new Set([...one.settings.keys(), ...other.settings.keys()]);
  return [...names].filter(
    (name) => !STATED_LATER.has(name) || (one.settings.has(name) && other.settings.has(name)),
  );
}

function changed(name: string, one: DesignItem, other: DesignItem): ChangedSetting[] {
  const was = one.settings.get(name) ?? null;
  const is = other.settings.get(name) ?? null;
  return was === is ? [] : [{ name, was, is }];
}
