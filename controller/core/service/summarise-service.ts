import type { Service } from "../../contract/estate.ts";
import type { ServiceSummary } from "../../contract/service-change.ts";

/** A service in short. */
export function summariseService(service: Service): ServiceSummary {
  const { id, label, endpoints, clientGroups, incumbent } = service;
  return {
    id,
    label,
    endpoints: endpoints.length,
    clientGroups: clientGroups.length,
    entries: (["dns", "accelerator"] as const).filter((entry) => service[entry] !== undefined),
    incumbent: incumbent ?? null,
  };
}
