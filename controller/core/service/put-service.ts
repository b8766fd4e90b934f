import type { Estate, PlacedVantage } from "../../contract/estate.ts";
import type { ServiceChange } from "../../contract/service-change.ts";
import type { ServiceFile } from "../../contract/service-file.ts";
import { isSame } from "./is-same.ts";
import { serviceOfFile } from "./service-of-file.ts";

/** Something in the file that the estate contradicts. */
export type EstateFault = { readonly path: PropertyKey[]; readonly message: string };

export type PutService =
  | { readonly ok: true; readonly estate: Estate; readonly change: ServiceChange }
  | { readonly ok: false; readonly faults: EstateFault[] };

const MOST_SERVICES = 100;
/** Of an estate that begins with a service; owners name theirs in an estate file. */
const FIRST_ENVIRONMENT = { name: "default", note: "" };

/**
 * The estate with a service as its file declares it, in the place of one with the same id. Vantages of
 * the file are taken into the estate, and those that it has already are declared anew.
 *
 * @param estate null begins one
 */
export function putService(estate: Estate | null, file: ServiceFile): PutService {
  const faults = estateFaults(estate, file);
  if (faults.length > 0) return { ok: false, faults };
  const service = serviceOfFile(file);
  const before = estate ?? { environment: FIRST_ENVIRONMENT, vantages: [], services: [] };
  const old = before.services.find(({ id }) => id === service.id);
  const { vantages, added, changed } = withVantages(before.vantages, file.vantages ?? []);
  const services =
    old === undefined
      ? [...before.services, service]
      : before.services.map((each) => (each === old ? service : each));
  const outcome = old === undefined ? "added" : isSame(old, service) ? "unchanged" : "changed";
  return {
    ok: true,
    estate: { ...before, vantages, services },
    change: {
      service: service.id,
      outcome,
      beginsEstate: estate === null,
      vantagesAdded: added,
      vantagesChanged: changed,
    },
  };
}

/** What in a file does not fit the estate that it is to become a part of. */
export function estateFaults(estate: Estate | null, file: ServiceFile): EstateFault[] {
  const own = (file.vantages ?? []).map(({ id }) => id);
  const vantages = new Set([...(estate?.vantages ?? []).map(({ id }) => id), ...own]);
  if (vantages.size === 0) {
    const message =
      "is missing: nothing is declared yet, so the first service has to name the places where probes stand";
    return [{ path: ["vantages"], message }];
  }
  const isNew = estate?.services.every(({ id }) => id !== file.id) ?? true;
  const faults = file.clientGroups.flatMap((group, at) =>
    group.vantages.flatMap((id, vantageAt): EstateFault[] =>
      vantages.has(id)
        ? []
        : [
            {
              path: ["clientGroups", at, "vantages", vantageAt],
              message: `${id}: no such vantage in the estate; name one of it, or describe this one under vantages`,
            },
          ],
    ),
  );
  if (isNew && (estate?.services.length ?? 0) >= MOST_SERVICES) {
    const message = `the estate has ${MOST_SERVICES} services, which is the most; remove one first`;
    faults.push({ path: ["id"], message });
  }
  return faults;
}

function withVantages(had: readonly PlacedVantage[], own: readonly PlacedVantage[]) {
  const anew = new Map(own.map((vantage) => [vantage.id, vantage]));
  const known = new Map(had.map((vantage) => [vantage.id, vantage]));
  const added = own.filter(({ id }) => !known.has(id));
  const changed = own.filter(({ id }) => known.has(id) && !isSame(known.get(id), anew.get(id)));
  return {
    vantages: [...had.map((vantage) => anew.get(vantage.id) ?? vantage), ...added],
    added: added.map(({ id }) => id),
    changed: changed.map(({ id }) => id),
  };
}
