import type { RoutingPolicy } from "../../contract/aws/routing-policy.ts";
import { acceleratorOf, toAccelerator } from "./accelerator.ts";
import { aliasRecord } from "./answer-of.ts";
import { collectionOf } from "./cidr-collection.ts";
import type { Draft } from "./draft.ts";
import type { Ground, PlannedGroup } from "./ground.ts";
import type { DesignSettings } from "./settings.ts";

/** How a hybrid tells its groups apart. */
export type HybridTop = "geolocation" | "ip-based";

/** Record sets of one name, one of which is for everybody else. */
const MOST_COUNTRIES = 99;

/**
 * Whether records can tell some groups from all others: by country, where no other group has one of
 * theirs, or by address blocks.
 */
export function topFor(
  { groups }: Pick<Ground, "groups">,
  accelerated: ReadonlySet<string>,
): HybridTop | null {
  const inside = groups.filter(({ id }) => accelerated.has(id));
  if (inside.length === 0) return null;
  const outside = new Set(
    groups.flatMap(({ id, countries }) => (accelerated.has(id) ? [] : countries)),
  );
  const areApart = ({ countries }: PlannedGroup) =>
    countries.length > 0 && countries.every((country) => !outside.has(country));
  if (inside.every(areApart) && countriesOf(inside).length <= MOST_COUNTRIES) return "geolocation";
  return inside.every(({ cidrs }) => cidrs.length > 0) ? "ip-based" : null;
}

/**
 * Some groups by the accelerator, everybody else as `base` leads them: the top record tells by country
 * or by address block, its default is an alias to the base at a name of its own.
 *
 * @param base builds the records for everybody else at the name given
 */
export function hybridDraft(
  ground: Ground,
  settings: DesignSettings,
  accelerated: ReadonlySet<string>,
  top: HybridTop,
  base: (name: string) => Draft,
): Draft {
  const { name } = ground;
  const baseName = `direct.${name}`;
  const rest = base(baseName);
  const { inside, everybodyElse, cidrCollections } = told(ground, accelerated, top);
  return {
    records: [
      ...inside.map(([setIdentifier, routing]) =>
        toAccelerator(ground, settings.ttlS, { name, routing, setIdentifier }),
      ),
      aliasRecord(ground, baseName, {
        name,
        routing: everybodyElse,
        setIdentifier: "everybody-else",
      }),
      ...rest.records,
    ],
    cidrCollections: [...cidrCollections, ...(rest.cidrCollections ?? [])],
    accelerators: [acceleratorOf(ground, settings)],
  };
}

interface Told extends Required<Pick<Draft, "cidrCollections">> {
  /** Identifier and routing of each record that leads to the accelerator. */
  readonly inside: readonly (readonly [string, RoutingPolicy])[];
  readonly everybodyElse: RoutingPolicy;
}

function told(ground: Ground, accelerated: ReadonlySet<string>, top: HybridTop): Told {
  const groups = ground.groups.filter(({ id }) => accelerated.has(id));
  if (top === "geolocation") {
    return {
      inside: countriesOf(groups).map((code) => [
        code,
        { policy: "geolocation", countryCode: code },
      ]),
      everybodyElse: { policy: "geolocation", countryCode: "*" },
      cidrCollections: [],
    };
  }
  const location = "accelerated";
  const blocks = groups.flatMap(({ cidrs }) => cidrs);
  const collection = collectionOf(ground, location, [{ name: location, blocks }]);
  const at = (name: string): RoutingPolicy => ({
    policy: "ip-based",
    collectionId: collection.id,
    location: name,
  });
  return {
    inside: [[location, at(location)]],
    everybodyElse: at("*"),
    cidrCollections: [collection],
  };
}

function countriesOf(groups: readonly PlannedGroup[]): string[] {
  return [...new Set(groups.flatMap(({ countries }) => countries))];
}
