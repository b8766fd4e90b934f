import { describe, expect, it } from "vitest";
import { FailoverPlan } from "../../../../controller/contract/failover/failover-plan.ts";
import { armedRunOf } from "../../../../controller/core/failover-run/armed-run-of.ts";
import { ArmedRun } from "../../../../probe/contract/armed-run.ts";
import { ESTATE } from "../../../helpers/estate.ts";
import { WRITTEN_PLAN } from "../../../helpers/failover-plan.ts";

const [service] = ESTATE.services;
const [ireland, virginia] = ESTATE.vantages;
if (service === undefined || ireland === undefined || virginia === undefined) {
  throw new Error("the sample estate has a service and two vantages");
}
const CLIENTS = [
  { entry: "dns", class: "fresh", shareRatio: 1 },
  { entry: "dns", class: "authoritative" },
  { entry: "dns", class: "public_resolver" },
  { entry: "accelerator", class: "accelerator_long_lived", shareRatio: 1 },
  { entry: "accelerator", class: "udp" },
];
const PLAN = FailoverPlan.parse({ ...WRITTEN_PLAN, clients: CLIENTS });
const TIME = { runId: "run-0007", startAtUs: 1_000_000, endAtUs: 9_000_000 };
const NAME_SERVERS = [{ address: "127.0.0.53", port: 5_300 }];

describe("controller/core/failover-run/armed-run-of", () => {
  it("is a run that probes take", () => {
    const run = armedRunOf(PLAN, service, ireland, TIME, NAME_SERVERS);
    expect(ArmedRun.parse(run)).toEqual(run);
    expect(run).toMatchObject({ ...TIME, intervalMs: 500, timeoutMs: 2_000 });
  });

  it("stands for each client by the way in that it takes", () => {
    const lanes = armedRunOf(PLAN, service, ireland, TIME, NAME_SERVERS)?.lanes ?? [];
    expect(lanes.map(({ laneId, url, resolver }) => [laneId, url, resolver?.address])).toEqual([
      ["dns-fresh", "http://shop.test/", "127.0.0.1"],
      ["dns-authoritative", "http://shop.test/", "127.0.0.1"],
      ["dns-public-resolver", "http://shop.test/", "8.8.8.8"],
      ["accelerator-accelerator-long-lived", "http://127.0.0.1:9000/", "127.0.0.1"],
    ]);
    expect(lanes[0]?.expect).toEqual({ header: "x-served-by", addresses: {} });
  });

  it("leaves out whom nothing can stand for, and is nothing where nobody is left", () => {
    const lanes = armedRunOf(PLAN, service, virginia, TIME)?.lanes ?? [];
    expect(lanes.map(({ laneId }) => laneId)).not.toContain("dns-authoritative");
    const { dns: _dns, accelerator: _accelerator, ...direct } = service;
    expect(armedRunOf(PLAN, direct, ireland, TIME, NAME_SERVERS)).toBeNull();
  });
});
