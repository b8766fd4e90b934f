import type { Estate } from "../contract/estate.ts";
import type { FailoverPlan } from "../contract/failover/failover-plan.ts";
import type { FieldFault, FieldPath } from "../yaml/fault.ts";
import { nearestName } from "../yaml/nearest-name.ts";

/** What a plan names that the estate does not have, or that leaves users nowhere to go. */
export function estateFaults(
  plan: FailoverPlan,
  { services, vantages }: Pick<Estate, "services" | "vantages">,
): FieldFault[] {
  const places = unknownOf(["vantages"], plan.vantages, idsOf(vantages), "vantage of the estate");
  const service = services.find(({ id }) => id === plan.service);
  if (service === undefined) {
    return [unknownName(["service"], plan.service, idsOf(services), "service"), ...places];
  }
  const endpoints = idsOf(service.endpoints);
  const forbidden = plan.hypothesis.forbiddenEndpoints;
  const names = [
    ...(endpoints.includes(plan.endpoint)
      ? []
      : [unknownName(["endpoint"], plan.endpoint, endpoints, `endpoint of ${service.id}`)]),
    ...unknownOf(
      ["hypothesis", "forbiddenEndpoints"],
      forbidden,
      endpoints,
      `endpoint of ${service.id}`,
    ),
    ...plan.clients.flatMap(({ entry }, at) => {
      if (service[entry] !== undefined) return [];
      const message = `${service.id} has no ${entry} as a way in; declare it in the service, or take this client out`;
      return [{ path: ["clients", at, "entry"], message }];
    }),
    ...places,
  ];
  const others = endpoints.filter((id) => id !== plan.endpoint && !forbidden.includes(id));
  if (names.length > 0 || others.length > 0) return names;
  const message =
    endpoints.length === 1
      ? `is the only endpoint of ${service.id}, so users have nowhere to go; declare another one first`
      : "is the only endpoint that is not forbidden, so users have nowhere to go; forbid fewer";
  return [{ path: ["endpoint"], message }];
}

function unknownOf(
  path: FieldPath,
  written: readonly string[],
  known: readonly string[],
  what: string,
): FieldFault[] {
  return written.flatMap((id, at) =>
    known.includes(id) ? [] : [unknownName([...path, at], id, known, what)],
  );
}

function unknownName(
  path: FieldPath,
  id: string,
  known: readonly string[],
  what: string,
): FieldFault {
  const meant = nearestName(id, known);
  const there = known.length === 0 ? "there is none" : `there are ${listed(known)}`;
  const mend = meant === undefined ? there : `did you mean ${meant}?`;
  return { path, message: `${id} is no ${what}; ${mend}` };
}

function listed(ids: readonly string[]): string {
  return `${ids.slice(0, 8).join(", ")}${ids.length > 8 ? ", …" : ""}`;
}

function idsOf(things: readonly { readonly id: string }[]): string[] {
  return things.map(({ id }) => id);
}
