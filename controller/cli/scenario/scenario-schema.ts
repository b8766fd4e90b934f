import { z } from "zod";
import { Scenario } from "../../contract/scenario.ts";
import { strictly } from "../../contract/strictly.ts";
import { type SchemaField, schemaFields } from "../service/schema-fields.ts";

/** What AWS has and what things cost: too much for people to write by hand, described with the API. */
const AS_READ: ReadonlySet<string> = new Set(["live", "prices", "service.incumbentDesign"]);

/** JSON Schema (draft 7, which most editors know) of a scenario in one file. */
export function scenarioSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(strictly(Scenario), { target: "draft-7", io: "input" });
  return { title: "Scenario of Isochrone", ...schema };
}

/** Every field of a scenario and what it means. */
export function scenarioFields(): SchemaField[] {
  return schemaFields(scenarioSchema(), AS_READ);
}
