import type { FoundInstance, FoundOutpost, FoundSubnet } from "../../contract/inventory-network.ts";
import { compareText } from "./found-keys.ts";

/** Outposts as the subnets and instances on them tell. */
export function foundOutposts(
  subnets: readonly FoundSubnet[],
  instances: readonly FoundInstance[],
): FoundOutpost[] {
  const found = new Map<string, FoundOutpost>();
  const on = (
    { account, region }: FoundSubnet | FoundInstance,
    arn: string,
    zone: string | null,
  ): FoundOutpost => {
    const known = found.get(`${account} ${arn}`);
    const { zones = [], subnets: subnetCount = 0, instances: instanceCount = 0 } = known ?? {};
    const all = new Set(zone === null ? zones : [...zones, zone]);
    return {
      account,
      arn,
      region,
      zones: [...all].sort(),
      subnets: subnetCount,
      instances: instanceCount,
    };
  };
  for (const subnet of subnets) {
    if (subnet.outpostArn === null) continue;
    const outpost = on(subnet, subnet.outpostArn, subnet.zone);
    found.set(`${subnet.account} ${outpost.arn}`, { ...outpost, subnets: outpost.subnets + 1 });
  }
  for (const instance of instances) {
    if (instance.outpostArn === null) continue;
    const outpost = on(instance, instance.outpostArn, instance.zone);
    const instanceCount = outpost.instances + 1;
    found.set(`${instance.account} ${outpost.arn}`, { ...outpost, instances: instanceCount });
  }
  return [...found].toSorted(([one], [other]) => compareText(one, other)).map(([, each]) => each);
}
