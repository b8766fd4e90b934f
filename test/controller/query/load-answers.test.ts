import { describe, expect, it } from "vitest";
import { RoutingDesign } from "../../../controller/contract/aws/routing-design.ts";
import { Estate, Service } from "../../../controller/contract/estate.ts";
import { loadAnswers } from "../../../controller/query/load-answers.ts";
import { SHOP, VANTAGES } from "../core/drift/sample-shop.ts";
import { ACCOUNT, inventoryReading, reading } from "../core/inventory/sample-readings.ts";
import { shopDesign } from "../core/routing/shop-design.ts";

/** The shop's accelerator leads to what the shop's endpoints are. */
const DESIGN = RoutingDesign.parse(
  JSON.parse(
    SHOP.endpoints.reduce(
      (text, { id, resource = "" }) => text.replaceAll(`"i-${id}"`, `"${resource}"`),
      JSON.stringify(shopDesign()),
    ),
  ),
);
const EUROPE = SHOP.endpoints.find(({ id }) => id === "eu-west-1")?.resource ?? "";
const FAST = Service.parse({
  ...SHOP,
  dns: { url: "https://fast.shop.example/" },
  incumbentDesign: DESIGN,
});
const ESTATE = Estate.parse({
  environment: { name: "test" },
  vantages: VANTAGES,
  services: [FAST],
});

/** Whom Europe is led to by the model, with an endpoint of the accelerator as AWS found it. */
async function europe(state: "HEALTHY" | "UNHEALTHY") {
  const [spec] = DESIGN.accelerators;
  if (spec === undefined) throw new Error("the shop has no accelerator");
  const endpointHealth = [{ groupArn: "arn:group", endpointId: EUROPE, state }];
  const accelerator = { account: ACCOUNT, spec, status: "DEPLOYED" as const, endpointHealth };
  const report = await loadAnswers(
    {
      answers: { read: () => Promise.resolve(null) },
      inventory: {
        read: () =>
          Promise.resolve(
            inventoryReading(
              reading("accelerators", {
                service: "globalaccelerator",
                found: { accelerators: [accelerator] },
              }),
            ),
          ),
      },
      buckets: { sums: () => Promise.resolve({ bySeries: new Map() }) },
    } as unknown as Parameters<typeof loadAnswers>[0],
    ESTATE,
    { service: FAST, about: "live", windowMs: 900_000 },
    1_000_000,
  );
  return report?.groups.find(({ group }) => group === "europe")?.ledTo;
}

describe("controller/query/load-answers", () => {
  it("knows the endpoints of accelerators that AWS found down", async () => {
    expect(await europe("HEALTHY")).toMatchObject([{ server: { endpoint: "eu-west-1" } }]);
    expect(await europe("UNHEALTHY")).toMatchObject([{ server: { endpoint: "us-east-1" } }]);
  });
});
