import {
  DescribeInstances$,
  type DescribeInstancesRequest,
  type DescribeInstancesResult,
  type Instance,
  type Reservation,
} from "@aws-sdk/client-ec2";
import type { ApiOperation } from "../api-service.ts";
import { type FilterFields, filtered, ownTags } from "./filters.ts";
import { type Ec2Holdings, holdingsIn } from "./holdings.ts";
import { INSTANCE_ID, named } from "./named.ts";
import { ec2Operation } from "./operation.ts";
import { pageOf } from "./page.ts";

const FIELDS: FilterFields<Instance> = {
  architecture: ({ Architecture }) => Architecture,
  "availability-zone": ({ Placement }) => Placement?.AvailabilityZone,
  "instance-id": ({ InstanceId }) => InstanceId,
  "instance-state-code": ({ State }) => State?.Code,
  "instance-state-name": ({ State }) => State?.Name,
  "instance-type": ({ InstanceType }) => InstanceType,
  "ip-address": ({ PublicIpAddress }) => PublicIpAddress,
  "outpost-arn": ({ OutpostArn }) => OutpostArn,
  "private-ip-address": ({ PrivateIpAddress }) => PrivateIpAddress,
  "subnet-id": ({ SubnetId }) => SubnetId,
  "vpc-id": ({ VpcId }) => VpcId,
};

/** Instances of the Region that is asked, each in a reservation of its own. */
export function instanceOperations(holdings: Ec2Holdings, accountId: string): ApiOperation[] {
  const reservationOf = (instance: Instance): Reservation => ({
    ReservationId: `r-${(instance.InstanceId ?? "").replace(/^i-/, "")}`,
    OwnerId: accountId,
    Instances: [instance],
  });
  return [
    ec2Operation<DescribeInstancesRequest, DescribeInstancesResult>(
      DescribeInstances$,
      (input, region) => {
        const { instances } = holdingsIn(holdings, region);
        const wanted = named(instances, input.InstanceIds, (each) => each.InstanceId, INSTANCE_ID);
        const found = filtered(wanted, input.Filters, FIELDS, ownTags);
        const { items, next } = pageOf(found, input, ["instancesSet", input.InstanceIds]);
        return { Reservations: items.map(reservationOf), ...next };
      },
    ),
  ];
}
