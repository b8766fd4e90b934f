import type { Estate } from "../contract/estate.ts";
import { EstateBusyError } from "../store/estate-record.ts";
import type { ApiDeps } from "./api-deps.ts";
import { ApiProblem } from "./api-problem.ts";

/**
 * Changes the estate and tells everybody, so that probes hear of it at once.
 *
 * @throws what `decide` throws; ApiProblem where others change it all the time
 */
export async function changeEstate(
  { store, now }: Pick<ApiDeps, "store" | "now">,
  decide: (estate: Estate | null) => Estate,
): Promise<void> {
  try {
    await store.estate.change(decide);
  } catch (error) {
    if (!(error instanceof EstateBusyError)) throw error;
    const problem = {
      code: "estate_busy",
      message: "Others change the estate at the same time, again and again.",
      mend: "Send the request again.",
    };
    throw new ApiProblem(409, problem, { cause: error });
  }
  await store.changes.publish({ kind: "estate", atMs: now(), vantages: [] });
}
