import { useQuery } from "@tanstack/react-query";
import type { Entry } from "../../controller/contract/measured.ts";
import { ENTRIES } from "../view-model/names.ts";
import { estateQuery, statusQuery } from "./queries.ts";
import { useView } from "./use-view.ts";

export interface ShownService {
  /** Undefined until the first answer. */
  id: string | undefined;
  services: { id: string; label: string }[];
  /** The ways in that this service has; all of them while that is not known. */
  entries: readonly Entry[];
  /** The way in that users take today. */
  incumbent: Entry | undefined;
  /** Seconds within which users must be served again; undefined where nobody said. */
  rtoS: number | undefined;
  /** Whether its hosts are pinged. */
  isPinged: boolean;
}

/** The service that the address names, or the first one. */
export function useService(): ShownService {
  const { search } = useView();
  const { data: status } = useQuery(statusQuery);
  const { data: estate } = useQuery(estateQuery);
  const services = status?.services ?? [];
  const named = services.find(({ id }) => id === search.service);
  const id = (named ?? services[0])?.id;
  const declared = estate?.services.find((service) => service.id === id);
  const entries =
    declared === undefined
      ? ENTRIES
      : ENTRIES.filter((entry) => entry === "direct" || declared[entry] !== undefined);
  const isPinged = declared?.cadence.icmpIntervalMs !== undefined;
  const { incumbent, objectives } = declared ?? {};
  return { id, services, entries, incumbent, rtoS: objectives?.rtoS, isPinged };
}
