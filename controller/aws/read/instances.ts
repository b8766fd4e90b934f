import { DescribeInstancesCommand, type Instance } from "@aws-sdk/client-ec2";
import type { FoundInstance } from "../../contract/inventory-network.ts";
import { pagesOf, tokenOf } from "../pages.ts";
import type { PartEnd, PartReader } from "../part-reader.ts";
import { nameTag } from "./opt-in.ts";

const ON_PAGE = 1_000;

/**
 * Lists the instances of a Region and keeps those that users can reach (with a public address) or that
 * tell of an Outpost. How many others there are is said.
 */
export async function readInstances(reader: PartReader, region: string): Promise<PartEnd> {
  const pages = pagesOf(
    (NextToken: string | undefined) =>
      reader.call({ service: "ec2", region, action: "DescribeInstances" }, (client, options) =>
        client.send(new DescribeInstancesCommand({ NextToken, MaxResults: ON_PAGE }), options),
      ),
    ({ NextToken }) => tokenOf(NextToken),
  );
  let others = 0;
  for await (const { Reservations = [] } of pages) {
    const all = Reservations.flatMap(({ Instances = [] }) => Instances)
      .filter(({ State }) => State?.Name !== "terminated")
      .map((instance) => foundInstance(instance, reader.account, region));
    const kept = all.filter(
      ({ publicAddress, outpostArn }) => publicAddress !== null || outpostArn !== null,
    );
    others += all.length - kept.length;
    reader.add("instances", kept);
  }
  if (others === 0) return {};
  return { note: `${others} without a public address are left out` };
}

function foundInstance(instance: Instance, account: string, region: string): FoundInstance {
  return {
    account,
    region,
    id: instance.InstanceId ?? "",
    type: instance.InstanceType ?? "unknown",
    state: instance.State?.Name ?? "unknown",
    zone: instance.Placement?.AvailabilityZone ?? null,
    subnet: instance.SubnetId ?? null,
    outpostArn: tokenOf(instance.OutpostArn) ?? null,
    publicAddress: tokenOf(instance.PublicIpAddress) ?? null,
    privateAddress: tokenOf(instance.PrivateIpAddress) ?? null,
    name: nameTag(instance.Tags),
  };
}
