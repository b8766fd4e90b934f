import { z } from "zod";
import { ServiceFile } from "../../contract/service-file.ts";

/** JSON Schema (draft 7, which most editors know) of what people write, every field with its meaning. */
export function serviceSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(ServiceFile, { target: "draft-7", io: "input" });
  return { title: "Service file of Isochrone", ...schema };
}
