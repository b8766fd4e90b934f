import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseEstate, readEstateFile } from "../../../../infra/local/start/estate-file.ts";
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

describe("infra/local/start/estate-file", () => {
  it("reads YAML, and JSON as the YAML that it is", () => {
    const fromYaml = parseEstate(ESTATE);
    expect(fromYaml).toMatchObject({ ok: true, estate: { environment: { name: "prod" } } });
    if (!fromYaml.ok) throw new Error("not read");
    expect(parseEstate(JSON.stringify(fromYaml.estate, null, "\t"))).toEqual(fromYaml);
  });

  it("names the field at fault, its line and column", () => {
    expect(
      parseEstate(ESTATE.replace("https://shop.example.com/health", "shop.example.com")),
    ).toEqual({
      ok: false,
      faults: [
        "line 17, column 14: services[0].endpoints[0].url: must be an http:// or https:// address",
      ],
    });
  });

  it("gives a missing field the line of what it is missing from", () => {
    const parsed = parseEstate(ESTATE.replace("    label: Shop\n", ""));
    expect(parsed).toMatchObject({ ok: false });
    if (!parsed.ok) expect(parsed.faults[0]).toMatch(/^line 9, column 5: services\[0\]\.label: /);
  });

  it("points at the line of a syntax error", () => {
    const parsed = parseEstate(ESTATE.replace("label: Ireland", "label: [Ireland"));
    expect(parsed).toMatchObject({ ok: false });
    if (!parsed.ok) expect(parsed.faults[0]).toMatch(/^line \d+, column \d+: not valid YAML: /);
  });

  it.each(["", "just text", "- a\n- b\n"])("refuses %j", (text) => {
    expect(parseEstate(text)).toMatchObject({ ok: false });
  });

  it("shows a file's first faults under its name, and says when it cannot be read", async () => {
    const folder = await tempFolder();
    const path = join(folder, "estate.yaml");
    await writeFile(path, ESTATE.replace("prod", "Not A Name"));
    await expect(readEstateFile(path)).rejects.toThrow(
      /estate\.yaml does not describe an estate:\n {2}line 1, column 22: environment\.name: use 1 to 63/,
    );
    await expect(readEstateFile(join(folder, "none"))).rejects.toThrow(/cannot be read: ENOENT/);
  });
});
