import { FailoverInjector } from "../../../../controller/contract/failover/failover-injector.ts";
import { RestoreStep } from "../../../../controller/contract/failover/restore-step.ts";

const ACCOUNT = "111122223333";
const endpointGroupArn = `arn:aws:globalaccelerator::${ACCOUNT}:accelerator/a/listener/b/endpoint-group/c`;
const region = "eu-west-1";
const check = { kind: "health_check", healthCheckId: "0a1b2c3d" };
const record = {
  kind: "record_weight",
  hostedZoneId: "Z0123456789",
  name: "www.shop.test",
  type: "A",
  setIdentifier: "blue",
};
const weight = { kind: "accelerator_weight", endpointGroupArn, endpointId: "i-00000001" };
const dial = { kind: "accelerator_dial", endpointGroupArn };
const acl = { kind: "network_acl", region, networkAclId: "acl-00000001" };
const instances = { kind: "stop_instances", region, instanceIds: ["i-00000001"] };
const hook = { kind: "http_hook", url: "http://127.0.0.1:1/fault", tokenVariable: "HOOK_TOKEN" };

/** One of each kind, as a plan names it. */
export const NAMED: readonly FailoverInjector[] = [
  hook,
  check,
  record,
  weight,
  dial,
  { ...acl, port: 443 },
  { ...instances, instanceIds: ["i-00000001", "i-00000002"] },
].map((each) => FailoverInjector.parse(each));

/** And what is kept of each, in the account 111122223333. */
export const MAIN_STEPS: readonly RestoreStep[] = [
  hook,
  { ...check, disabled: false, inverted: false },
  { ...record, weight: 100 },
  { ...weight, weight: 100 },
  { ...dial, dialPercent: 100 },
  { ...acl, rules: [{ ruleNumber: 99, cidr: "0.0.0.0/0", port: 443 }] },
  instances,
].map((each) => RestoreStep.parse({ account: ACCOUNT, ...each }));
