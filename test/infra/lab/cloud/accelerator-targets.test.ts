import { describe, expect, it } from "vitest";
import { AcceleratorStore } from "../../../../infra/lab/aws/global-accelerator/store.ts";
import { acceleratorTargets } from "../../../../infra/lab/cloud/accelerator-targets.ts";
import { acceleratorIdsOf } from "../../../../infra/lab/cloud/resource-ids.ts";
import { seedAccelerator } from "../../../../infra/lab/cloud/seed-accelerator.ts";
import { SHOP_PORT } from "../accelerator/shop-edges.ts";
import { simulatedClock } from "../health/simulated-clock.ts";
import { shopWorld } from "../small-world.ts";

const ZONE = "Z2BJ6XQ5FK7U4H";

describe("infra/lab/cloud/accelerator-targets", () => {
  const world = shopWorld();
  const store = new AcceleratorStore({
    clock: simulatedClock(),
    deployAfterMs: 0,
    plane: { deploy: () => undefined, withdraw: () => undefined, stateOf: () => "INITIAL" },
  });
  seedAccelerator(world, SHOP_PORT, 0, store);
  const { arn, dnsLabel } = acceleratorIdsOf(world);
  const targets = acceleratorTargets(store);

  it.each([
    ["as it is", ZONE, `${dnsLabel}.awsglobalaccelerator.com`],
    ["in capitals, with a final dot", ZONE, `${dnsLabel.toUpperCase()}.AWSGlobalAccelerator.com.`],
    ["of the dual stack", ZONE, `${dnsLabel}.dualstack.awsglobalaccelerator.com.`],
    ["without a zone", undefined, `${dnsLabel}.awsglobalaccelerator.com`],
  ])("leads a name to both static addresses, %s", (_how, zoneId, name) => {
    expect(targets.find(zoneId, name)).toEqual({
      addresses: world.acceleratorAddresses,
      ttlS: 300,
      isHealthy: true,
    });
  });

  it.each([
    ["of another zone", "Z35SXDOTRQ7X7K", `${dnsLabel}.awsglobalaccelerator.com`],
    ["that no accelerator has", ZONE, "a0123456789abcdef.awsglobalaccelerator.com"],
    ["below an accelerator's", ZONE, `www.${dnsLabel}.awsglobalaccelerator.com`],
    ["that is none", ZONE, `${dnsLabel}..com`],
  ])("knows no name %s", (_which, zoneId, name) => {
    expect(targets.find(zoneId, name)).toBeUndefined();
  });

  it("takes an accelerator that is disabled for unhealthy", () => {
    store.put({ ...store.get(arn), enabled: false });
    expect(targets.find(ZONE, `${dnsLabel}.awsglobalaccelerator.com`)?.isHealthy).toBe(false);
  });
});
