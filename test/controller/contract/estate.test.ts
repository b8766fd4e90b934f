import { describe, expect, it } from "vitest";
import { Estate } from "../../../controller/contract/estate.ts";

const endpoint = {
  id: "shop-euw1",
  label: "Ireland",
  place: "eu-west-1",
  latitude: 53.35,
  longitude: -6.26,
  url: "https://eu-west-1.shop.example/echo",
};
const service = {
  id: "shop",
  label: "Shop",
  endpoints: [endpoint],
  dns: { url: "https://shop.example/echo" },
  clientGroups: [{ id: "europe", label: "Europe", share: 1, vantages: ["office-lisbon"] }],
};
const estate = {
  environment: { name: "test" },
  vantages: [
    {
      id: "office-lisbon",
      kind: "custom",
      label: "Lisbon office",
      latitude: 38.72,
      longitude: -9.14,
    },
  ],
  services: [service],
};

function firstIssue(change: object): string {
  const issue = Estate.safeParse({ ...estate, ...change }).error?.issues[0];
  return `${issue?.path.join(".")}: ${issue?.message}`;
}

describe("controller/contract/estate", () => {
  it("fills in what the owner leaves out", () => {
    const parsed = Estate.parse(estate);
    expect(parsed.services[0]?.cadence).toEqual({
      echoIntervalMs: 2_000,
      connectionIntervalMs: 5_000,
      timeoutMs: 3_000,
    });
    expect(parsed.services[0]?.dns?.pinned).toEqual({});
  });

  it.each([
    [{ services: [service, service] }, "services: an id stands twice"],
    [{ vantages: [...estate.vantages, ...estate.vantages] }, "vantages: an id stands twice"],
    [
      {
        services: [
          { ...service, dns: { url: "https://shop.example", pinned: { x: endpoint.url } } },
        ],
      },
      "services.0.dns.pinned.x: names no endpoint of the service; it has shop-euw1",
    ],
    [
      { services: [{ ...service, clientGroups: [{ ...service.clientGroups[0], share: 0.4 }] }] },
      "services.0.clientGroups: shares add up to 0.400; make them add up to 1",
    ],
    [
      {
        services: [
          { ...service, clientGroups: [{ ...service.clientGroups[0], vantages: ["mars"] }] },
        ],
      },
      "services.0.clientGroups.0.vantages: mars: no such vantage in the estate",
    ],
    [
      { services: [{ ...service, endpoints: [{ ...endpoint, url: "ftp://shop.example" }] }] },
      "services.0.endpoints.0.url: must be an http:// or https:// address",
    ],
  ])("refuses what does not fit together: %#", (change, message) => {
    expect(firstIssue(change)).toBe(message);
  });
});
