import {
  type Address,
  DescribeAddresses$,
  type DescribeAddressesRequest,
  type DescribeAddressesResult,
  DescribeSubnets$,
  type DescribeSubnetsRequest,
  type DescribeSubnetsResult,
  type Subnet,
} from "@aws-sdk/client-ec2";
import type { ApiOperation } from "../api-service.ts";
import { type FilterFields, filtered, ownTags } from "./filters.ts";
import { type Ec2Holdings, holdingsIn } from "./holdings.ts";
import { ALLOCATION_ID, named, PUBLIC_ADDRESS, SUBNET_ID } from "./named.ts";
import { ec2Operation } from "./operation.ts";
import { pageOf } from "./page.ts";

const SUBNET_FIELDS: FilterFields<Subnet> = {
  "availability-zone": ({ AvailabilityZone }) => AvailabilityZone,
  "availability-zone-id": ({ AvailabilityZoneId }) => AvailabilityZoneId,
  "cidr-block": ({ CidrBlock }) => CidrBlock,
  "default-for-az": ({ DefaultForAz }) => DefaultForAz,
  "map-public-ip-on-launch": ({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch,
  "outpost-arn": ({ OutpostArn }) => OutpostArn,
  "owner-id": ({ OwnerId }) => OwnerId,
  state: ({ State }) => State,
  "subnet-arn": ({ SubnetArn }) => SubnetArn,
  "subnet-id": ({ SubnetId }) => SubnetId,
  "vpc-id": ({ VpcId }) => VpcId,
};

const ADDRESS_FIELDS: FilterFields<Address> = {
  "allocation-id": ({ AllocationId }) => AllocationId,
  "association-id": ({ AssociationId }) => AssociationId,
  domain: ({ Domain }) => Domain,
  "instance-id": ({ InstanceId }) => InstanceId,
  "network-border-group": ({ NetworkBorderGroup }) => NetworkBorderGroup,
  "network-interface-id": ({ NetworkInterfaceId }) => NetworkInterfaceId,
  "private-ip-address": ({ PrivateIpAddress }) => PrivateIpAddress,
  "public-ip": ({ PublicIp }) => PublicIp,
};

/** Subnets and Elastic IP addresses of the Region that is asked. */
export function networkOperations(holdings: Ec2Holdings): ApiOperation[] {
  return [
    ec2Operation<DescribeSubnetsRequest, DescribeSubnetsResult>(
      DescribeSubnets$,
      (input, region) => {
        const { subnets } = holdingsIn(holdings, region);
        const wanted = named(subnets, input.SubnetIds, (each) => each.SubnetId, SUBNET_ID);
        const found = filtered(wanted, input.Filters, SUBNET_FIELDS, ownTags);
        const { items, next } = pageOf(found, input, ["subnetSet", input.SubnetIds]);
        return { Subnets: items, ...next };
      },
    ),
    ec2Operation<DescribeAddressesRequest, DescribeAddressesResult>(
      DescribeAddresses$,
      ({ AllocationIds, Filters, PublicIps }, region) => {
        const { addresses } = holdingsIn(holdings, region);
        const byId = named(addresses, AllocationIds, (each) => each.AllocationId, ALLOCATION_ID);
        const wanted = named(byId, PublicIps, (each) => each.PublicIp, PUBLIC_ADDRESS);
        return { Addresses: filtered(wanted, Filters, ADDRESS_FIELDS, ownTags) };
      },
    ),
  ];
}
