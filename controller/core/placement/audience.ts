import type { PlacedVantage } from "../../contract/estate.ts";
import { clientGroups } from "../advise/client-groups.ts";
import type { PlacementInput } from "./placement-input.ts";

/** A part of a client group that stands where a vantage does. */
interface AudiencePart {
  /** Position among the rows. */
  readonly row: number;
  /** Of all users. */
  readonly weight: number;
}

/** Who is to be served: rows are vantages, and groups are made of parts of them. */
export interface Audience {
  readonly rows: readonly { readonly vantage: PlacedVantage; readonly weight: number }[];
  readonly groups: readonly {
    readonly id: string;
    readonly label: string;
    readonly share: number;
    readonly parts: readonly AudiencePart[];
    /** Places that may serve it; null where all may. */
    readonly allowed: ReadonlySet<string> | null;
  }[];
}

/** Every vantage of a group stands for an equal part of it. */
export function audienceOf({
  service,
  vantages,
}: Pick<PlacementInput, "service" | "vantages">): Audience {
  const known = new Map(vantages.map((vantage) => [vantage.id, vantage]));
  const rows: { vantage: PlacedVantage; weight: number }[] = [];
  const rowOf = new Map<string, number>();
  const groups = clientGroups(service, vantages).map(({ id, label, share, vantages: names }) => {
    const own = names.flatMap((name) => known.get(name) ?? []);
    const parts = own.map((vantage): AudiencePart => {
      const row = rowOf.get(vantage.id) ?? rows.length;
      rowOf.set(vantage.id, row);
      const weight = share / own.length;
      const before = rows[row]?.weight ?? 0;
      rows[row] = { vantage, weight: before + weight };
      return { row, weight };
    });
    return { id, label, share, parts, allowed: allowedFor(service.constraints?.residency, id) };
  });
  return { rows, groups };
}

type Residency = NonNullable<PlacementInput["service"]["constraints"]>["residency"];

/** Where several rules hold for a group, only what all of them allow. */
function allowedFor(residency: Residency, group: string): ReadonlySet<string> | null {
  const rules = (residency ?? []).filter(({ groups }) => groups.includes(group));
  const [first, ...others] = rules;
  if (first === undefined) return null;
  return new Set(
    first.allowedPlaces.filter((place) =>
      others.every(({ allowedPlaces }) => allowedPlaces.includes(place)),
    ),
  );
}
