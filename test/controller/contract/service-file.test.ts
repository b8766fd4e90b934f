import { describe, expect, it } from "vitest";
import { ServiceFile } from "../../../controller/contract/service-file.ts";

const group = { id: "europe", label: "Europe", share: 1, vantages: ["office-lisbon"] };
const file = {
  version: 1,
  id: "shop",
  label: "Shop",
  endpoints: [
    {
      id: "shop-euw1",
      label: "Ireland",
      place: "eu-west-1",
      latitude: 53.35,
      longitude: -6.26,
      url: "https://eu-west-1.shop.example/echo",
    },
  ],
  entries: { dns: { url: "https://shop.example/echo" } },
  clientGroups: [group],
};
const ACCELERATOR = {
  url: "https://a1.awsglobalaccelerator.com/",
  pinned: { "shop-usw9": "https://a1.awsglobalaccelerator.com:8443/" },
};

function issues(change: object): string[] {
  const result = ServiceFile.safeParse({ ...file, ...change });
  return (result.error?.issues ?? []).map(({ path, message, ...rest }) => {
    const keys = "keys" in rest ? ` (${rest.keys.join(", ")})` : "";
    return `${path.join(".")}: ${message}${keys}`;
  });
}

describe("controller/contract/service-file", () => {
  it("fills in what has a default, and leaves unknown what is left out", () => {
    const parsed = ServiceFile.parse(file);
    expect(parsed.entries.dns?.pinned).toEqual({});
    expect(parsed.cadence.echoIntervalMs).toBe(2_000);
    expect(parsed.objectives).toEqual({});
    expect(parsed.clientGroups[0]).toEqual(group);
    const { entries, clientGroups, ...least } = file;
    expect(ServiceFile.parse(least)).toMatchObject({ entries: {}, clientGroups: [] });
  });

  it("takes no field for good that it does not name, at any depth", () => {
    expect(issues({ entires: {} })).toEqual([': Unrecognized key: "entires" (entires)']);
    expect(issues({ clientGroups: [{ ...group, match: { cidr: [] } }] })).toEqual([
      'clientGroups.0.match: Unrecognized key: "cidr" (cidr)',
    ]);
    expect(issues({ entries: { dns: { ...file.entries.dns, ttl: 60 } } })).toEqual([
      'entries.dns: Unrecognized key: "ttl" (ttl)',
    ]);
    expect(issues({ objectives: { latency: [{ atMostMs: 80, p95: true }] } })).toEqual([
      'objectives.latency.0: Unrecognized key: "p95" (p95)',
    ]);
  });

  it.each<[object, string]>([
    [{ version: 2 }, "version: must be 1"],
    [
      {
        clientGroups: [
          { ...group, share: 0.5 },
          { ...group, share: 0.5 },
        ],
      },
      "clientGroups.1.id: europe is the id of clientGroups[0] already; choose another",
    ],
    [
      { clientGroups: [{ ...group, share: 0.4 }] },
      "clientGroups: shares add up to 0.400; make them add up to 1",
    ],
    [
      { clientGroups: [{ ...group, share: undefined }] },
      "clientGroups.0.share: is missing; write the share of the users, or take the shares from a log with traffic.csv",
    ],
    [
      { clientGroups: [{ ...group, country: "Portugal" }] },
      "clientGroups.0.country: use the two capital letters of ISO 3166-1, such as DE",
    ],
    [
      { clientGroups: [{ ...group, match: { cidrs: ["10.0.0.0"] } }] },
      "clientGroups.0.match.cidrs.0: must be a block such as 203.0.113.0/24",
    ],
    [
      { entries: { accelerator: ACCELERATOR } },
      "entries.accelerator.pinned.shop-usw9: names no endpoint of the service; it has shop-euw1",
    ],
    [
      { incumbent: { entry: "accelerator" } },
      "incumbent.entry: entries has no accelerator; add it, or name the other one",
    ],
    [
      { objectives: { latency: [{ atMostMs: 80, groups: ["asia"] }] } },
      "objectives.latency.0.groups.0: asia: no such client group; there are europe",
    ],
    [
      { objectives: { attainmentRatio: 0.95 } },
      "objectives.rtoS: is missing, and attainmentRatio says how often it must hold",
    ],
    [
      { constraints: { residency: [{ groups: ["europe"], allowedPlaces: ["eu-central-1"] }] } },
      "constraints.residency.0.allowedPlaces: no endpoint stands in any of them; endpoints stand in eu-west-1",
    ],
    [
      { traffic: { csv: { file: "october.csv" }, perMonth: { gbOut: 1 } } },
      "traffic.perMonth: stands beside csv, which gives the same; take one of them out",
    ],
    [
      { traffic: { perMonth: { gbOut: 1 } }, clientGroups: [] },
      "traffic.perMonth: needs clientGroups to be divided among; add one with share 1",
    ],
    [
      {
        traffic: { perMonth: { gbOut: 10 } },
        clientGroups: [{ ...group, trafficPerMonth: { gbOut: 10.5 } }],
      },
      "traffic.perMonth.gbOut: is 10, but the groups alone state 10.5; make it larger, or take it out",
    ],
    [
      { traffic: { csv: { file: "october.csv" } }, clientGroups: [] },
      "traffic.csv: needs clientGroups for its rows to belong to; add them",
    ],
    [
      { endpoints: [{ ...file.endpoints[0], resource: "shop-alb" }] },
      "endpoints.0.resource: must be an ARN (arn:aws:…) or an id such as i-0123456789abcdef0",
    ],
  ])("refuses what does not fit together: %#", (change, message) => {
    expect(issues(change)).toEqual([message]);
  });

  it("needs no shares where a log gives them", () => {
    const change = {
      traffic: { csv: { file: "october.csv" } },
      clientGroups: [{ ...group, share: undefined }],
    };
    expect(issues(change)).toEqual([]);
  });
});
