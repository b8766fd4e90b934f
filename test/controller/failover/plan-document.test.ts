import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fieldTable, schemaFields } from "../../../controller/cli/service/schema-fields.ts";
import { FailoverInjector } from "../../../controller/contract/failover/failover-injector.ts";
import { FailoverPlan } from "../../../controller/contract/failover/failover-plan.ts";
import { readPlan } from "../../../controller/failover/read-plan.ts";
import { faultText } from "../../../controller/yaml/fault.ts";

const DOCUMENT = readFileSync(
  fileURLToPath(new URL("../../../controller/failover-plan.md", import.meta.url)),
  "utf8",
);
const EXAMPLE = /```yaml\n([\s\S]+?)```/.exec(DOCUMENT)?.[1] ?? "";
const FIELDS = schemaFields(
  z.toJSONSchema(FailoverPlan, { target: "draft-7", io: "input" }) as object,
);

describe("controller/failover-plan.md", () => {
  it("describes every field, each with a meaning", () => {
    expect(FIELDS.filter(({ meaning }) => meaning === "")).toEqual([]);
    const table = fieldTable(FIELDS).join("\n");
    expect(DOCUMENT.endsWith(`\n\n${table}\n`), `print the table anew:\n${table}`).toBe(true);
  });

  it("has an example that is a good plan, with every field of its first level", () => {
    const read = readPlan(EXAMPLE, { nowMs: Date.UTC(2026, 10, 2) });
    expect(read.ok ? [] : read.faults.map(faultText)).toEqual([]);
    const names = FIELDS.filter(({ path }) => !path.includes(".")).map(({ path }) => path);
    expect(names.filter((name) => !new RegExp(`^${name}:`, "m").test(EXAMPLE))).toEqual([]);
  });

  it("tells of every way to make an endpoint fail, and its fields", () => {
    for (const { shape } of FailoverInjector.options) {
      const { kind, ...fields } = shape;
      const row = `| \`${kind.value}\` | ${kind.description} | ${Object.keys(fields)
        .map((name) => `\`${name}\``)
        .join(", ")} |`;
      expect(DOCUMENT.replace(": PUT, GET, DELETE", "")).toContain(row);
    }
  });
});
