import type { Endpoint } from "../../contract/endpoint.ts";
import type { WhatIf } from "../../contract/what-if.ts";

/** The endpoints that a what-if leaves, and those that it adds. */
export function endpointsAfter(
  endpoints: readonly Endpoint[],
  { remove, add }: Pick<WhatIf, "remove" | "add">,
): Endpoint[] {
  return [...endpoints.filter(({ id }) => !remove.includes(id)), ...add];
}
