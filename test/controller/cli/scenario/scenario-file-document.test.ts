import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readEvidenceCsv } from "../../../../controller/cli/scenario/evidence-csv.ts";
import { scenarioFields } from "../../../../controller/cli/scenario/scenario-schema.ts";
import { fieldTable } from "../../../../controller/cli/service/schema-fields.ts";
import { Scenario } from "../../../../controller/contract/scenario.ts";
import { strictly } from "../../../../controller/contract/strictly.ts";
import { faultText } from "../../../../controller/yaml/fault.ts";
import { readYaml } from "../../../../controller/yaml/read-yaml.ts";

const DOCUMENT = readFileSync(
  fileURLToPath(new URL("../../../../controller/scenario-file.md", import.meta.url)),
  "utf8",
);
const example = (language: string) =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]+?)\`\`\``).exec(DOCUMENT)?.[1] ?? "";

describe("controller/scenario-file.md", () => {
  it("describes every field, as the command prints them", () => {
    const table = fieldTable(scenarioFields()).join("\n");
    expect(DOCUMENT.endsWith(`\n\n${table}\n`), "print the table anew").toBe(true);
  });

  it("leaves no field without a meaning, and tells nothing of what AWS has", () => {
    const fields = scenarioFields();
    expect(fields.length).toBeGreaterThan(90);
    expect(fields.filter(({ meaning }) => meaning === "")).toEqual([]);
    expect(fields.filter(({ path }) => /^(live|prices)\./.test(path))).toEqual([]);
  });

  it("has examples that are good files", () => {
    const read = readYaml(example("yaml"), strictly(Scenario));
    expect(read.ok ? [] : read.faults.map(faultText)).toEqual([]);
    const { parts, faults } = readEvidenceCsv("example.csv", example("csv"));
    expect(faults).toEqual([]);
    expect(parts).toHaveLength(2);
  });

  it("has an example with every field of the first level that people write", () => {
    const names = scenarioFields().map(({ path }) => path);
    const first = names.filter((path) => /^\w+$/.test(path) && !["live", "prices"].includes(path));
    expect(first.filter((name) => !new RegExp(`^${name}:`, "m").test(example("yaml")))).toEqual([]);
  });
});
