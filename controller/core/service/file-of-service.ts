import type { Service } from "../../contract/estate.ts";
import type { ServiceFile } from "../../contract/service-file.ts";

/** The file that declares a service as the estate holds it: the inverse of `serviceOfFile`. */
export function fileOfService(service: Service): ServiceFile {
  const { dns, accelerator, servedByHeader, httpVersion, incumbent, incumbentDesign, ...same } =
    service;
  return {
    version: 1,
    ...same,
    entries: withoutUnknown({ dns, accelerator, servedByHeader, httpVersion }),
    ...(incumbent === undefined
      ? {}
      : { incumbent: withoutUnknown({ entry: incumbent, design: incumbentDesign }) }),
  };
}

function withoutUnknown<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
