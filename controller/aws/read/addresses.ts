import { type Address, DescribeAddressesCommand } from "@aws-sdk/client-ec2";
import type { FoundAddress } from "../../contract/inventory-network.ts";
import { tokenOf } from "../pages.ts";
import type { PartEnd, PartReader } from "../part-reader.ts";
import { nameTag } from "./opt-in.ts";

/** Lists the Elastic IP addresses of a Region; AWS gives them all at once. */
export async function readAddresses(reader: PartReader, region: string): Promise<PartEnd> {
  const { Addresses = [] } = await reader.call(
    { service: "ec2", region, action: "DescribeAddresses" },
    (client, options) => client.send(new DescribeAddressesCommand({}), options),
  );
  reader.add(
    "addresses",
    Addresses.map((address) => foundAddress(address, reader.account, region)),
  );
  return {};
}

function foundAddress(address: Address, account: string, region: string): FoundAddress {
  return {
    account,
    region,
    allocationId: address.AllocationId ?? "",
    address: address.PublicIp ?? "",
    instance: tokenOf(address.InstanceId) ?? null,
    networkInterface: tokenOf(address.NetworkInterfaceId) ?? null,
    networkBorderGroup: tokenOf(address.NetworkBorderGroup) ?? null,
    name: nameTag(address.Tags),
  };
}
