import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ServiceFile } from "../../../controller/contract/service-file.ts";
import { faultText } from "../../../controller/yaml/fault.ts";
import { readYaml } from "../../../controller/yaml/read-yaml.ts";
import { runCli } from "./run-cli.ts";

const DOCUMENT = readFileSync(
  fileURLToPath(new URL("../../../controller/service-file.md", import.meta.url)),
  "utf8",
);
const EXAMPLE = /```yaml\n([\s\S]+?)```/.exec(DOCUMENT)?.[1] ?? "";

type Fields = { fields: { path: string; meaning: string }[] };

describe("controller/service-file.md", () => {
  it("describes every field, as the command prints them", async () => {
    const { out } = await runCli(["service", "schema", "--fields"]);
    expect(DOCUMENT.endsWith(`\n\n${out}`), "print the table anew").toBe(true);
  });

  it("leaves no field without a meaning", async () => {
    const { out } = await runCli(["service", "schema", "--fields", "--json"]);
    const { fields } = JSON.parse(out) as Fields;
    expect(fields.length).toBeGreaterThan(80);
    expect(fields.filter(({ meaning }) => meaning === "")).toEqual([]);
  });

  it("has an example that is a good file", () => {
    const read = readYaml(EXAMPLE, ServiceFile);
    expect(read.ok ? [] : read.faults.map(faultText)).toEqual([]);
  });

  it("has an example with every field of the first two levels", async () => {
    const { out } = await runCli(["service", "schema", "--fields", "--json"]);
    const { fields } = JSON.parse(out) as Fields;
    const names = fields
      .map(({ path }) => path.replaceAll("[]", ""))
      .filter((path) => path.split(".").length <= 2)
      .map((path) => path.split(".").at(-1) ?? "");
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(EXAMPLE))).toEqual([]);
  });
});
