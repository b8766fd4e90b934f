import { describe, expect, it } from "vitest";
import { FailoverInjector } from "../../../../controller/contract/failover/failover-injector.ts";
import { RestoreStep } from "../../../../controller/contract/failover/restore-step.ts";
import { stepOfPlan } from "../../../../controller/failover/inject/step-of-plan.ts";
import { MAIN_STEPS, NAMED } from "./every-injector.ts";

describe("what was kept", () => {
  it.each(NAMED)("of $kind goes with the plan that names just that", (injector) => {
    const step = MAIN_STEPS.find(({ kind }) => kind === injector.kind);
    if (step === undefined) throw new Error(`no step of ${injector.kind}`);
    expect(stepOfPlan(step, injector)).toBe(step);
    for (const other of MAIN_STEPS) {
      if (other === step) continue;
      expect(() => stepOfPlan(other, injector)).toThrow(/not what the injector of the plan names/);
    }
  });

  it.each<[string, object]>([
    ["http_hook", { url: "http://127.0.0.1:2/fault" }],
    ["http_hook", { tokenVariable: "OTHER" }],
    ["health_check", { healthCheckId: "0a1b2c3d-1" }],
    ["record_weight", { setIdentifier: "green" }],
    ["record_weight", { type: "AAAA" }],
    ["record_weight", { name: "shop.test" }],
    ["record_weight", { hostedZoneId: "Z2" }],
    ["accelerator_weight", { endpointId: "i-2" }],
    ["accelerator_weight", { endpointGroupArn: "arn:aws:globalaccelerator::1:x" }],
    ["accelerator_dial", { endpointGroupArn: "arn:aws:globalaccelerator::1:x" }],
    ["network_acl", { networkAclId: "acl-00000002" }],
    ["network_acl", { region: "us-east-1" }],
    ["network_acl", { port: 80 }],
    ["network_acl", { cidrs: ["203.0.113.0/24"] }],
    ["stop_instances", { instanceIds: ["i-00000002"] }],
    ["stop_instances", { region: "us-east-1" }],
  ])("of %s goes with no plan that names %j", (kind, change) => {
    const injector = NAMED.find((each) => each.kind === kind);
    const step = MAIN_STEPS.find((each) => each.kind === kind);
    const other = FailoverInjector.parse({ ...injector, ...change });
    expect(() => stepOfPlan(RestoreStep.parse(step), other)).toThrow(/Prepare anew|not what/);
  });
});
