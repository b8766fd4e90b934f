import type { Estate } from "../contract/estate.ts";
import { ServiceFile } from "../contract/service-file.ts";
import { estateFaults } from "../core/service/put-service.ts";
import { type Fault, type FieldFault, fieldName } from "../yaml/fault.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import { ApiProblem } from "./api-problem.ts";

/**
 * The service that a body declares.
 *
 * @param id that the address names; null where it names none
 * @throws ApiProblem with every fault, its line and column
 */
export function readServiceBody(
  body: unknown,
  estate: Estate | null,
  id: string | null = null,
): ServiceFile {
  const check = (file: ServiceFile): FieldFault[] => [
    ...ownFaults(file, id),
    ...estateFaults(estate, file),
  ];
  const read = readYaml(typeof body === "string" ? body : "", ServiceFile, { check });
  if (read.ok) return read.value;
  throw invalidService(read.faults);
}

/** A service that does not fit; the fields carry their places where these are known. */
export function invalidService(faults: readonly (FieldFault & Partial<Fault>)[]): ApiProblem {
  const count = faults.length === 1 ? "a fault" : `${faults.length} faults`;
  return new ApiProblem(400, {
    code: "invalid_service",
    message: `The service has ${count}.`,
    mend: "Correct the fields named; isochrone service schema describes all of them.",
    fields: faults.map(({ path, message, line, column }) => ({
      path: fieldName(path) || "body",
      message,
      ...(line === undefined || column === undefined ? {} : { line, column }),
    })),
  });
}

function ownFaults(file: ServiceFile, id: string | null): FieldFault[] {
  const faults: FieldFault[] = [];
  if (id !== null && file.id !== id) {
    const message = `is ${file.id}, but the address says ${id}; make them the same`;
    faults.push({ path: ["id"], message });
  }
  if (file.traffic?.csv !== undefined) {
    const message =
      "names a file that the controller does not have; `isochrone service add` reads it and sends what it says";
    faults.push({ path: ["traffic", "csv"], message });
  }
  return faults;
}
