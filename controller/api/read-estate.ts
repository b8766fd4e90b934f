import type { Estate } from "../contract/estate.ts";
import type { Store } from "../store/store.ts";
import { ApiProblem } from "./api-problem.ts";

/** The declared estate. @throws ApiProblem before there is one. */
export async function readEstate(store: Pick<Store, "estate">): Promise<Estate> {
  const estate = await store.estate.read();
  if (estate !== null) return estate;
  throw new ApiProblem(503, {
    code: "no_estate",
    message: "Nothing is declared yet: there are no vantages and no services.",
    mend: "Load an estate, or wait until the program that starts the controller has done so.",
  });
}

/** A service that the estate does not name was asked for. */
export function unknownService(service: string | undefined, estate: Estate | null): ApiProblem {
  const known = (estate?.services ?? []).map(({ id }) => id).join(", ");
  return new ApiProblem(404, {
    code: "unknown_service",
    message: `There is no service ${service ?? ""} in the estate.`,
    mend: known === "" ? "Declare one first: isochrone service add." : `Ask for one of: ${known}.`,
    fields: [{ path: "service", message: known === "" ? "is unknown" : `is none of ${known}` }],
  });
}
