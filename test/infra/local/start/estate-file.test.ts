import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readEstateFile } from "../../../../infra/local/start/estate-file.ts";
import { tempFolder } from "../temp-folder.ts";

const ESTATE = `environment: { name: prod }
vantages:
  - id: eu-west-1
    kind: region
    label: Ireland
    latitude: 53.3
    longitude: -6.3
services:
  - id: shop
    label: Shop
    endpoints:
      - id: shop-dub
        label: Dublin
        place: eu-west-1
        latitude: 53.3
        longitude: -6.3
        url: https://shop.example.com/health
`;

/** Reads a file with this text. */
async function read(text: string) {
  const path = join(await tempFolder(), "estate.yaml");
  await writeFile(path, text);
  return readEstateFile(path);
}

describe("infra/local/start/estate-file", () => {
  it("reads YAML, and JSON as the YAML that it is", async () => {
    const fromYaml = await read(ESTATE);
    expect(fromYaml).toMatchObject({ environment: { name: "prod" } });
    expect(await read(JSON.stringify(fromYaml, null, "\t"))).toEqual(fromYaml);
  });

  it.each([
    {
      what: "the field at fault, its line and column",
      text: ESTATE.replace("https://shop.example.com/health", "shop.example.com"),
      fault:
        /line 17, column 14: services\[0\]\.endpoints\[0\]\.url: must be an http:\/\/ or https:\/\/ address$/,
    },
    {
      what: "for a missing field the line of what it is missing from",
      text: ESTATE.replace("    label: Shop\n", ""),
      fault: /line 9, column 5: services\[0\]\.label: /,
    },
    {
      what: "the line of a syntax error",
      text: ESTATE.replace("label: Ireland", "label: [Ireland"),
      fault: /line \d+, column \d+: not valid YAML: /,
    },
    { what: "that an empty file is no estate", text: "", fault: /does not describe an estate/ },
    { what: "that a text is no estate", text: "just text", fault: /does not describe an estate/ },
    { what: "that a list is no estate", text: "- a\n- b\n", fault: /does not describe an estate/ },
  ])("names $what", async ({ text, fault }) => {
    await expect(read(text)).rejects.toThrow(fault);
  });

  it("shows a file's first faults under its name, and says when it cannot be read", async () => {
    await expect(read(ESTATE.replace("prod", "Not A Name"))).rejects.toThrow(
      /estate\.yaml does not describe an estate:\n {2}line 1, column 22: environment\.name: use 1 to 63/,
    );
    const none = join(await tempFolder(), "none");
    await expect(readEstateFile(none)).rejects.toThrow(/cannot be read: ENOENT/);
  });
});
