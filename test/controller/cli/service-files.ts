import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A service file that lacks its shares, with comments of all sorts. */
export const SHOP = `# The shop
version: 1
id: shop
label: Shop
endpoints:
  - id: ireland # the first
    label: Ireland
    place: eu-west-1
    latitude: 53.35
    longitude: -6.26
    url: https://eu-west-1.shop.example/
entries:
  dns: {url: "https://shop.example/"}
clientGroups:
  # everybody in Europe
  - id: europe
    label: Europe
    share: 0.5 # guessed
    vantages: [eu-west-1]
    match: {countries: [DE, FR]}
    trafficPerMonth:
      gbIn: 7 # of last year
      dnsQueries: 5000 # of the bill
  - id: america
    label: America
    share: 0.5
    vantages: [us-east-1]
    country: US
`;

export const LOG = `time,country,bytes_out,requests
2026-10-01,DE,1073741824,300
2026-10-01,US,1073741824,100
2026-10-02,FR,1073741824,300
2026-10-02,BR,5,7
oops
`;

/** A folder with files of its own. */
export type Files = {
  path(name: string): string;
  write(name: string, text: string): string;
  read(name: string): string;
  remove(): void;
};

export function openFiles(): Files {
  const folder = mkdtempSync(join(tmpdir(), "isochrone-service-"));
  const path = (name: string) => join(folder, name);
  return {
    path,
    write: (name, text) => {
      writeFileSync(path(name), text);
      return path(name);
    },
    read: (name) => readFileSync(path(name), "utf8"),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
