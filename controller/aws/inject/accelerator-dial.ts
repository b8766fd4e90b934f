import type { Acts } from "../../failover/inject/acts.ts";
import { InjectProblem } from "../../failover/inject/inject-problem.ts";
import type { InForce, PreparedInjection } from "../../failover/inject/injection.ts";
import {
  endpointGroupOrNone,
  GROUP_PERMISSIONS,
  groupAmongOthers,
  groupOptIn,
  onceDeployed,
  updateGroup,
} from "./endpoint-group.ts";
import type { InjectAccount } from "./inject-account.ts";
import { AWS_PATIENCE, type StepOf, type TargetOf } from "./injector-of.ts";
import { dialToTake, lookOfDial } from "./traffic-dial.ts";

/**
 * A dial at 0 % leads new connections to the other groups of the listener. It is a planned move: a failover
 * of Global Accelerator pays no heed to dials.
 * https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoint-groups-traffic-dial.html
 *
 * @throws InjectProblem
 */
export async function prepareAcceleratorDial(
  { kind, endpointGroupArn }: TargetOf<"accelerator_dial">,
  account: InjectAccount,
): Promise<PreparedInjection> {
  const { group, groups } = await groupAmongOthers(account, endpointGroupArn);
  const dialPercent = dialToTake(groups, group);
  const words = `EndpointGroupArn ${endpointGroupArn}, TrafficDialPercentage`;
  return {
    preview: [
      `globalaccelerator:UpdateEndpointGroup in account ${account.id}: ${words} 0 (now ${dialPercent})`,
      "globalaccelerator:DescribeAccelerator until it is DEPLOYED",
      `To restore: globalaccelerator:UpdateEndpointGroup: ${words} ${dialPercent}`,
    ],
    restoreSteps: [{ kind, account: account.id, endpointGroupArn, dialPercent }],
    permissions: GROUP_PERMISSIONS,
    optIn: await groupOptIn(account, endpointGroupArn),
  };
}

export function acceleratorDialActs(
  step: StepOf<"accelerator_dial">,
  account: InjectAccount,
): Acts {
  const { endpointGroupArn, dialPercent } = step;
  const write = (TrafficDialPercentage: number) =>
    updateGroup(account, { EndpointGroupArn: endpointGroupArn, TrafficDialPercentage });
  const now = async (): Promise<InForce | null> => {
    const group = await endpointGroupOrNone(account, endpointGroupArn);
    return group === null ? null : lookOfDial(group, dialPercent);
  };
  return {
    patience: AWS_PATIENCE,
    async look() {
      const seen = await now();
      if (seen !== null) return await onceDeployed(account, endpointGroupArn, seen);
      const reason = `the endpoint group is not there any more; its dial was at ${dialPercent} %`;
      return { state: "other", reason };
    },
    async bringAbout() {
      const seen = await now();
      if (seen?.state !== "restored") {
        throw new InjectProblem(
          `Nothing was made to fail, because it was changed meanwhile: ${seen?.reason ?? "the endpoint group is gone"}.`,
          "Find out who changed it; put it back, then prepare anew.",
        );
      }
      await write(0);
    },
    async putBack() {
      const seen = await now();
      if (seen === null) return false;
      if (seen.state !== "restored") await write(dialPercent);
      return true;
    },
  };
}
