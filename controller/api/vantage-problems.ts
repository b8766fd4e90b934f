import type { Identity } from "../access/identify.ts";
import { ApiProblem } from "./api-problem.ts";

/** @throws ApiProblem where a probe speaks for a vantage that its token was not issued for. */
export function ownVantage(identity: Identity | null, vantage: string): void {
  if (identity?.kind === "probe" && identity.vantage === vantage) return;
  throw new ApiProblem(403, {
    code: "foreign_vantage",
    message: `The token was not issued for the vantage ${vantage}.`,
    mend: "Send the token of this vantage, or have one issued for it.",
    fields: [{ path: "vantage", message: "is not the one that the token was issued for" }],
  });
}

/** The vantage is in no estate. */
export function unknownVantage(vantage: string): ApiProblem {
  return new ApiProblem(422, {
    code: "unknown_vantage",
    message: `The estate names no vantage ${vantage}.`,
    mend: "Declare the vantage in the estate, or correct the probe's configuration.",
    fields: [{ path: "vantage", message: "is not in the estate" }],
  });
}
