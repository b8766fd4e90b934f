import { DescribeSubnetsCommand, type Subnet } from "@aws-sdk/client-ec2";
import type { FoundSubnet } from "../../contract/inventory-network.ts";
import { pagesOf, tokenOf } from "../pages.ts";
import type { PartEnd, PartReader } from "../part-reader.ts";
import { nameTag } from "./opt-in.ts";

const ON_PAGE = 1_000;

/** Lists the subnets of a Region; those on Outposts name them. */
export async function readSubnets(reader: PartReader, region: string): Promise<PartEnd> {
  const pages = pagesOf(
    (NextToken: string | undefined) =>
      reader.call({ service: "ec2", region, action: "DescribeSubnets" }, (client, options) =>
        client.send(new DescribeSubnetsCommand({ NextToken, MaxResults: ON_PAGE }), options),
      ),
    ({ NextToken }) => tokenOf(NextToken),
  );
  for await (const { Subnets = [] } of pages) {
    reader.add(
      "subnets",
      Subnets.map((subnet) => foundSubnet(subnet, reader.account, region)),
    );
  }
  return {};
}

function foundSubnet(subnet: Subnet, account: string, region: string): FoundSubnet {
  return {
    account,
    region,
    id: subnet.SubnetId ?? "",
    vpc: subnet.VpcId ?? "",
    zone: subnet.AvailabilityZone ?? "",
    zoneId: subnet.AvailabilityZoneId ?? "",
    cidr: subnet.CidrBlock ?? null,
    outpostArn: tokenOf(subnet.OutpostArn) ?? null,
    givesPublicAddresses: subnet.MapPublicIpOnLaunch ?? false,
    name: nameTag(subnet.Tags),
  };
}
