import type { RestoreStep } from "../../contract/failover/restore-step.ts";
import type { Acts, Pause } from "../../failover/inject/acts.ts";
import type { PreparedInjection } from "../../failover/inject/injection.ts";
import { partsOfGroupArn } from "./accelerator-arns.ts";
import { acceleratorDialActs, prepareAcceleratorDial } from "./accelerator-dial.ts";
import { acceleratorWeightActs, prepareAcceleratorWeight } from "./accelerator-weight.ts";
import type { DenyRule } from "./acl-entry.ts";
import { healthCheckActs, prepareHealthCheck } from "./health-check.ts";
import type { InjectAccountMeans } from "./inject-account.ts";
import { openInjectAccounts } from "./inject-accounts.ts";
import type { AwsInjector } from "./injector-of.ts";
import { networkAclActs, prepareNetworkAcl } from "./network-acl.ts";
import { prepareRecordWeight, recordWeightActs } from "./record-weight.ts";
import { prepareStopInstances, stopInstancesActs } from "./stop-instances.ts";

/** Everything that can be made to fail in AWS. All of it throws InjectProblem. */
export type AwsInjectors = {
  /**
   * Reads, and changes nothing.
   *
   * @param protocols what users come by, of which packets are to be lost
   */
  prepare(
    injector: AwsInjector,
    protocols: readonly DenyRule["protocol"][],
  ): Promise<PreparedInjection>;
  /** By what was kept alone, also in another process than the one that prepared it. */
  actsOf(step: Exclude<RestoreStep, { kind: "http_hook" }>): Promise<Acts>;
  close(): void;
};

/** Nothing is asked of AWS before the first use. */
export function openAwsInjectors({
  pause,
  ...means
}: InjectAccountMeans & { readonly pause: Pause }): AwsInjectors {
  const accounts = openInjectAccounts(means);
  const ofGroup = (arn: string) => accounts.byId(partsOfGroupArn(arn).account);
  return {
    async prepare(injector, protocols) {
      switch (injector.kind) {
        case "health_check":
          return await accounts.inOneOf((account) => prepareHealthCheck(injector, account));
        case "record_weight":
          return await accounts.inOneOf((account) => prepareRecordWeight(injector, account));
        case "accelerator_weight":
          return await prepareAcceleratorWeight(injector, await ofGroup(injector.endpointGroupArn));
        case "accelerator_dial":
          return await prepareAcceleratorDial(injector, await ofGroup(injector.endpointGroupArn));
        case "network_acl":
          return await accounts.inOneOf((account) =>
            prepareNetworkAcl(injector, account, protocols),
          );
        case "stop_instances":
          return await accounts.inOneOf((account) => prepareStopInstances(injector, account));
      }
    },
    async actsOf(step) {
      const account = await accounts.byId(step.account);
      switch (step.kind) {
        case "health_check":
          return healthCheckActs(step, account);
        case "record_weight":
          return recordWeightActs(step, account, pause);
        case "accelerator_weight":
          return acceleratorWeightActs(step, account);
        case "accelerator_dial":
          return acceleratorDialActs(step, account);
        case "network_acl":
          return networkAclActs(step, account);
        case "stop_instances":
          return stopInstancesActs(step, account, pause);
      }
    },
    close: accounts.close,
  };
}
