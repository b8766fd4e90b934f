import type { EndpointGroup } from "@aws-sdk/client-global-accelerator";
import type { Acts } from "../../failover/inject/acts.ts";
import { InjectProblem } from "../../failover/inject/inject-problem.ts";
import type { PreparedInjection } from "../../failover/inject/injection.ts";
import { partsOfGroupArn } from "./accelerator-arns.ts";
import { attachmentsOf } from "./cross-account-attachments.ts";
import {
  endpointGroup,
  endpointGroupOrNone,
  GROUP_PERMISSIONS,
  groupAmongOthers,
  groupOptIn,
  onceDeployed,
  updateGroup,
} from "./endpoint-group.ts";
import {
  configurationsWith,
  endpointIn,
  endpointWeightToTake,
  foreignAccounts,
  lookOfEndpoint,
  weightOf,
} from "./endpoint-weights.ts";
import type { InjectAccount } from "./inject-account.ts";
import { AWS_PATIENCE, type StepOf, type TargetOf } from "./injector-of.ts";

/**
 * Global Accelerator sends no new connection to an endpoint of weight 0 while another one can take it.
 * https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints-endpoint-weights.html
 *
 * @throws InjectProblem
 */
export async function prepareAcceleratorWeight(
  { kind, endpointGroupArn, endpointId }: TargetOf<"accelerator_weight">,
  account: InjectAccount,
): Promise<PreparedInjection> {
  const { account: own } = partsOfGroupArn(endpointGroupArn);
  const { group, groups } = await groupAmongOthers(account, endpointGroupArn);
  const weight = endpointWeightToTake(groups, group, endpointId);
  const attachmentOf = await attachmentsOf(account, endpointGroupArn, group);
  const list = (to: number) =>
    configurationsWith(group, endpointId, to, attachmentOf)
      .map(({ EndpointId, Weight }) => `${EndpointId} Weight ${Weight}`)
      .join(", ");
  const words = `EndpointGroupArn ${endpointGroupArn}, EndpointConfigurations`;
  const isShared = foreignAccounts(group, own).length > 0;
  return {
    preview: [
      `globalaccelerator:UpdateEndpointGroup in account ${account.id}: ${words} ${list(0)} (now Weight ${weight})`,
      "globalaccelerator:DescribeAccelerator until it is DEPLOYED",
      `To restore: globalaccelerator:UpdateEndpointGroup: ${words} ${list(weight)}, with the other endpoints as they are then`,
    ],
    restoreSteps: [{ kind, account: account.id, endpointGroupArn, endpointId, weight }],
    permissions: [
      ...GROUP_PERMISSIONS,
      ...(isShared ? ["globalaccelerator:ListCrossAccountResources"] : []),
    ],
    optIn: await groupOptIn(account, endpointGroupArn),
  };
}

export function acceleratorWeightActs(
  step: StepOf<"accelerator_weight">,
  account: InjectAccount,
): Acts {
  const { endpointGroupArn, endpointId } = step;
  const lookOf = (group: EndpointGroup) => lookOfEndpoint(group, endpointId, step.weight);
  const write = async (group: EndpointGroup, weight: number) => {
    const attachmentOf = await attachmentsOf(account, endpointGroupArn, group);
    await updateGroup(account, {
      EndpointGroupArn: endpointGroupArn,
      EndpointConfigurations: configurationsWith(group, endpointId, weight, attachmentOf),
    });
  };
  return {
    patience: AWS_PATIENCE,
    async look() {
      const group = await endpointGroupOrNone(account, endpointGroupArn);
      return await onceDeployed(account, endpointGroupArn, lookOf(group ?? {}));
    },
    async bringAbout() {
      const group = await endpointGroup(account, endpointGroupArn);
      const { state, reason } = lookOf(group);
      if (state !== "restored") {
        throw new InjectProblem(
          `Nothing was made to fail, because it was changed meanwhile: ${reason}.`,
          "Find out who changed it; put it back, then prepare anew.",
        );
      }
      await write(group, 0);
    },
    async putBack() {
      const group = await endpointGroupOrNone(account, endpointGroupArn);
      const found = endpointIn(group ?? {}, endpointId);
      if (group === null || found === undefined) return false;
      if (weightOf(found) !== step.weight) await write(group, step.weight);
      return true;
    },
  };
}
