import type { ClientGroup } from "../../contract/client-group.ts";
import type { PlacedVantage, Service } from "../../contract/estate.ts";
import { clientGroups } from "../advise/client-groups.ts";
import type { Asker } from "../routing/asker.ts";
import { askerOf } from "../routing/predict-group.ts";

/** A vantage that stands for a part of a client group. */
export interface Listener {
  readonly vantage: string;
  readonly asker: Asker;
}

/** A client group with its part of the users, and the vantages that stand for it in equal parts. */
export interface Audience {
  readonly group: ClientGroup;
  /** All of them add up to 1. */
  readonly weight: number;
  readonly listeners: readonly Listener[];
}

/** Everybody for whom designs are compared; without declared groups each vantage is one. */
export function audiencesOf(
  service: Service,
  vantages: readonly PlacedVantage[],
): readonly Audience[] {
  const known = new Map(vantages.map((vantage) => [vantage.id, vantage]));
  const groups = clientGroups(service, vantages);
  const all = groups.reduce((sum, { share }) => sum + share, 0);
  return groups.map((group) => ({
    group,
    weight: group.share / all,
    listeners: [...new Set(group.vantages)].flatMap((id): Listener[] => {
      const vantage = known.get(id);
      if (vantage === undefined) return [];
      return [{ vantage: id, asker: askerOf(vantage, group.country) }];
    }),
  }));
}
