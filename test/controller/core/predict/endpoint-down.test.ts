import { describe, expect, it } from "vitest";
import { RoutingDesign } from "../../../../controller/contract/aws/routing-design.ts";
import { endpointDown } from "../../../../controller/core/predict/endpoint-down.ts";
import { canonicalDesign } from "../../../../controller/core/routing/canonical.ts";
import { endpointBook } from "../../../../controller/core/routing/endpoint-book.ts";

const BOOK = endpointBook(
  [
    { endpoint: "ireland", keys: ["198.51.100.2", "i-ireland", "eu.shop.example."] },
    { endpoint: "virginia", keys: ["198.51.100.1"] },
  ],
  [],
);
const check = (id: string, config: object) => ({
  id,
  config: { type: "HTTP", requestIntervalS: 10, ...config },
});
const answer = (setIdentifier: string, value: string, healthCheckId: string) => ({
  name: "shop.example",
  type: "A",
  setIdentifier,
  routing: { policy: "weighted", weight: 1 },
  values: [value],
  ttlS: 60,
  healthCheckId,
});
const down = (healthChecks: object[], records: object[] = []) => {
  const design = RoutingDesign.parse({
    hostedZones: [{ id: "Z1", name: "shop.example", records }],
    healthChecks,
  } as never);
  return endpointDown(canonicalDesign(design), BOOK)("ireland");
};

describe("controller/core/predict/endpoint-down", () => {
  it("takes everything with it that belongs to the endpoint", () => {
    const found = [...down([]).downResources].sort();
    expect(found).toEqual(["198.51.100.2", "eu.shop.example.", "i-ireland"]);
  });

  it.each<[string, object, boolean]>([
    ["its address", { ipAddress: "198.51.100.2" }, true],
    ["its name", { fullyQualifiedDomainName: "EU.shop.example" }, true],
    [
      "another's address, whatever host it asks for",
      { ipAddress: "198.51.100.1", fullyQualifiedDomainName: "eu.shop.example" },
      false,
    ],
    ["nothing, being switched off", { ipAddress: "198.51.100.2", disabled: true }, false],
    ["whose name nobody knows", { fullyQualifiedDomainName: "status.example" }, false],
  ])("has a check fail that looks at %s", (_, config, fails) => {
    expect(down([check("c", config)]).downChecks.has("c")).toBe(fails);
  });

  it("takes a check of an unknown name for one of the endpoint that it watches over", () => {
    const checks = [check("c", { fullyQualifiedDomainName: "status.example" })];
    const own = answer("eu", "198.51.100.2", "c");
    expect(down(checks, [own]).downChecks.has("c")).toBe(true);
    const both = [own, answer("us", "198.51.100.1", "c")];
    expect(down(checks, both).downChecks.has("c")).toBe(false);
  });

  it("has an alarm fail with the endpoint that it watches over, but no switch that people turn", () => {
    const alarm = {
      type: "CLOUDWATCH_METRIC",
      alarm: { region: "eu-west-1", name: "errors" },
      insufficientData: "LastKnownStatus",
    };
    const routingControlArn =
      "arn:aws:route53-recovery-control::111122223333:controlpanel/abc/routingcontrol/def";
    const control = { type: "RECOVERY_CONTROL", routingControlArn };
    const own = answer("eu", "198.51.100.2", "c");
    expect(down([{ id: "c", config: alarm }], [own]).downChecks.has("c")).toBe(true);
    expect(down([{ id: "c", config: control }], [own]).downChecks.has("c")).toBe(false);
    expect(down([{ id: "c", config: alarm }]).downChecks.has("c")).toBe(false);
  });
});
