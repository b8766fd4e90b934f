import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CliError, fieldText } from "../../../../controller/cli/cli-error.ts";
import { openScenario } from "../../../../controller/cli/scenario/open-scenario.ts";

/** A scenario of one service and two vantages, without evidence. */
export const HEAD = `isochroneScenario: 1
service:
  id: shop
  label: Shop
  endpoints:
    - id: dublin
      label: Dublin
      place: eu-west-1
      latitude: 53.35
      longitude: -6.26
      url: https://eu-west-1.shop.example/
  dns: {url: "https://shop.example/"}
  clientGroups:
    - {id: europe, label: Europe, share: 1, vantages: [fra, par]}
vantages:
  - {id: fra, kind: custom, label: Frankfurt, latitude: 50.1, longitude: 8.7}
  - {id: par, kind: custom, label: Paris, latitude: 48.9, longitude: 2.4}
`;

export const CSV = `vantage,entry,endpoint,at,p50_us,n
fra,direct,dublin,2026-11-01T00:05Z,23900.4,12
fra,direct,dublin,2026-11-01T00:00:00Z,24000,12
fra,dns,,1793491200000,25000,6
`;

export const RUNS = `- id: game-day
  atMs: 1793491200000
  entry: dns
  endpoint: dublin
  recoveryS: {europe: 94.5}
`;

/** A folder with these files, to be removed. */
export type Folder = {
  readonly path: string;
  write(name: string, text: string): string;
  remove(): void;
};

export function openFolder(files: Readonly<Record<string, string>> = {}): Folder {
  const path = mkdtempSync(join(tmpdir(), "isochrone-scenario-"));
  const write = (name: string, text: string) => {
    const file = join(path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return { path, write, remove: () => rmSync(path, { recursive: true }) };
}

/** What is told of a scenario that cannot be read, names relative to the folder. */
export function faultsOf(folder: Folder, name = folder.path): string[] {
  try {
    openScenario(name);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return error.fields.map((field) => fieldText(field).replaceAll(`${folder.path}/`, ""));
  }
  return [];
}
